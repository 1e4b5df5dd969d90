"""The real program, started and asked from outside: shared by the tests of the server.

Their first arguments are AVOW (the program) and SOURCE_FOLDER.
"""
import gzip
import http.client
import io
import json
import os
import pathlib
import re
import signal
import ssl
import subprocess
import sys
import zipfile

AVOW, SOURCE = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()


class Server:
    """A running `avow serve`; `trusted` is the certificate to believe when it speaks TLS, `temporary` its folder for downloads."""

    def __init__(self, *arguments, trusted=None, temporary=None):
        self.tls = ssl.create_default_context(cafile=trusted) if trusted else None
        self.process = subprocess.Popen([AVOW, "serve", *arguments, "--port", "0", "--data", str(SOURCE / "data")],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env={**os.environ, **({"TMPDIR": temporary} if temporary else {})})
        line = self.process.stdout.readline()
        found = re.search(r":(\d+)/$", line.strip())
        if not found:
            self.process.wait()
            raise RuntimeError(line + self.process.stderr.read())
        self.port = int(found.group(1))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        output = self.process.communicate(timeout=20)[0]
        return self.process.returncode, output

    def ask(self, method, path, body=None, headers=None, raw=False):
        if self.tls:
            connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=self.tls)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = dict(headers or {})
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        if not raw and answer.headers.get("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
        return answer.status, answer.headers, data

    def get(self, path, headers=None):
        return self.ask("GET", "/api/v1" + path, headers=headers)

    def sign_in(self, name, password):
        status, headers, data = self.ask("POST", "/api/v1/session", {"name": name, "password": password})
        assert status == 200, (status, data)
        cookie = headers["Set-Cookie"]
        return {"Cookie": cookie.split(";")[0], "X-Avow-CSRF": json.loads(data)["csrf"]}, cookie


def run(*arguments, text=None, folder=None):
    done = subprocess.run([AVOW, *arguments], input=text, capture_output=True, text=True, cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return done


def files_of(data):
    """The files of a download: of a ZIP all by name, else one without a name."""
    if not data.startswith(b"PK"):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}
