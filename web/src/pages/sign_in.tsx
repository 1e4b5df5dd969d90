import { useState } from "preact/hooks";
import { signIn, type Problem } from "../api/client";
import { Failure, PageHead } from "../ui/parts";

export function SignInPage({ onDone }: { onDone: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setProblem(null);
    try {
      await signIn(String(form.get("name")), String(form.get("password")));
      onDone();
    } catch (failure) {
      setProblem(failure as Problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="signin stack">
      <PageHead title="Sign in">What you review is entered in the log under your name.</PageHead>
      <form class="card stack" onSubmit={send}>
        <label class="field">
          Name
          <input name="name" autocomplete="username" required autoFocus />
        </label>
        <label class="field">
          Password
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        <button class="primary" disabled={busy}>
          Sign in
        </button>
      </form>
      {problem && <Failure problem={problem} />}
      <p class="small quiet">No account? Whoever runs this server keeps the file of users (avow serve --users FILE).</p>
    </div>
  );
}
