// Signing in and out.
#include "listener.hpp"
#include "routes.hpp"

#include "avow/base/strings.hpp"

namespace avow::server {
namespace {

Json session_json(const Viewer& viewer, bool local) {
  if (!viewer.signed_in) {
    return {{"signed_in", false}, {"user", nullptr}, {"role", nullptr}, {"csrf", nullptr}, {"local", local}};
  }
  return {{"signed_in", true},
          {"user", viewer.name},
          {"role", to_string(viewer.role)},
          {"csrf", viewer.csrf},
          {"local", local}};
}

// No script may read it, and no other site's page sends it along.
std::string cookie(const std::string& token, bool secure) {
  std::string out = "avow_session=" + token + "; Path=/; HttpOnly; SameSite=Strict";
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(kSessionLongestTime).count();
  out += "; Max-Age=" + std::to_string(token.empty() ? 0 : seconds);
  return secure ? out + "; Secure" : out;
}

// Behind a proxy the last address that it added is the one that it saw.
std::string address_of(const Context& context) {
  const std::string_view forwarded = header(context.request, "x-forwarded-for");
  if (!context.app.options().behind_proxy || forwarded.empty()) return context.request.remote;
  return std::string{trim(split(forwarded, ',').back())};
}

}  // namespace

Result<Answer> get_session(Context& context) {
  if (auto fine = context.parameters.check(); !fine) return fine.error();
  return json_answer(session_json(context.viewer, !context.app.has_users()));
}

Result<Answer> sign_in(Context& context) {
  App& app = context.app;
  if (!app.has_users()) return json_answer(session_json(context.viewer, true));
  const Json input = Json::parse(context.request.body, nullptr, false);
  const auto text = [&](const char* name) {
    return input.is_object() && input.contains(name) && input[name].is_string()
               ? input[name].get<std::string>()
               : std::string{};
  };
  const std::string name = text("name"), password = text("password");
  if (name.empty() || name.size() > kLongestUserName || password.empty() ||
      password.size() > kLongestPassword) {
    return Error{ErrorCode::bad_request, "a name and a password are needed", ""};
  }
  if (!app.tries().take(address_of(context), name)) return Error{ErrorCode::sign_in_too_often, "", ""};
  const auto role = app.users().check(name, password);
  if (!role) return Error{ErrorCode::sign_in_refused, "", ""};
  app.sessions().close(context.viewer.token);
  const Session session = app.sessions().open(name, *role);
  Answer answer = json_answer(session_json({name, *role, true, session.csrf, session.token}, false));
  answer.headers.emplace_back("Set-Cookie", cookie(session.token, app.options().secure));
  return answer;
}

Result<Answer> sign_out(Context& context) {
  context.app.sessions().close(context.viewer.token);
  Answer answer;
  answer.status = 204;
  answer.headers.emplace_back("Set-Cookie", cookie("", context.app.options().secure));
  return answer;
}

}  // namespace avow::server
