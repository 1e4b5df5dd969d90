#!/usr/bin/env python3
"""Where the server gets from and goes to: a ledger on a PostgreSQL server, connections by TLS, downloads of every shape.

usage: api_places_test.py AVOW SOURCE_FOLDER TEST_SERVER_STATE
Needs openssl, and PostgreSQL for tools/test_server.
"""
import http.client
import json
import os
import pathlib
import ssl
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

from running import AVOW, SOURCE, Server, files_of, run

STATE = sys.argv[3]
SAMPLES = [str(SOURCE / "samples"), "--registry", str(SOURCE / "samples/registry.tsv"), "--data", str(SOURCE / "data")]
SHAPES = {"csv", "jsonl", "plover", "gdelt", "acled", "ucdp", "claimreview", "webannotation", "geojson", "brat", "conllu"}


def setUpModule():
    global KEPT, FOLDER, LEDGER
    KEPT = tempfile.TemporaryDirectory(prefix="avow_places_")
    FOLDER = pathlib.Path(KEPT.name)
    LEDGER = str(FOLDER / "ledger.db")
    run("read", *SAMPLES, "-o", LEDGER)


def tearDownModule():
    KEPT.cleanup()


class Exports(unittest.TestCase):
    def setUp(self):
        (FOLDER / "temporary").mkdir(exist_ok=True)
        self.server = Server(LEDGER, temporary=str(FOLDER / "temporary"))

    def tearDown(self):
        self.server.stop()

    def test_each_shape_is_what_the_command_writes(self):
        listed = json.loads(self.server.get("/export")[2])["items"]
        self.assertEqual({each["name"] for each in listed}, SHAPES)
        for each in listed:
            name = each["name"]
            status, headers, data = self.server.get("/export/" + name)
            self.assertEqual((status, headers["Content-Type"]), (200, each["media_type"]), name)
            run("export", LEDGER, "--format", name, "--out-dir", str(FOLDER / name), "--data", str(SOURCE / "data"))
            written = {path.name: path.read_bytes() for path in (FOLDER / name).iterdir()}
            files = files_of(data)
            if "" in files:
                file = headers["Content-Disposition"].split('"')[1]
                # No finding is accepted, so nothing of the ledger is a ClaimReview.
                self.assertEqual(files[""], written.get(file, b""), name)
            else:
                self.assertGreater(len(files), 1, name)
                self.assertEqual(files, written, name)
            self.assertEqual(self.server.get("/export/" + name)[2], data, name + " is another file the second time")
            explained = run("export", "--format", name, "--explain-loss", "--data", str(SOURCE / "data")).stdout
            self.assertEqual([line.strip() for line in explained.splitlines()[1:] if line.strip() != "nothing"], each["loses"])
        self.assertEqual(os.listdir(FOLDER / "temporary"), [], "files are left behind")

    def test_a_part(self):
        whole = self.server.get("/export/jsonl")[2].splitlines()
        day = "2025-03-12"
        late = self.server.get(f"/export/jsonl?since={day}")[2].splitlines()
        early = self.server.get("/export/jsonl?until=2025-03-11")[2].splitlines()
        self.assertTrue(late and early)
        self.assertEqual(len(late) + len(early), len(whole))
        key = json.loads(self.server.get("/parties?sort=-words")[2])["items"][-1]["party"]["key"]
        part = self.server.get("/export/jsonl?party=" + urllib.parse.quote(key))[2].splitlines()
        self.assertTrue(0 < len(part) < len(whole))


class Tls(unittest.TestCase):
    def test_pages_by_tls(self):
        certificate, key = str(FOLDER / "cert.pem"), str(FOLDER / "key.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                        "-subj", "/CN=ledger.example", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        users = str(FOLDER / "users.txt")
        run("users", "add", "vera", "--users", users, text="a viewer's word\n")
        # Any address of this machine: only users together with TLS make that allowed.
        server = Server(LEDGER, "--bind", "0.0.0.0", "--users", users, "--tls-cert", certificate, "--tls-key", key, trusted=certificate)
        try:
            self.assertEqual(server.get("/overview")[0], 401)
            session, cookie = server.sign_in("vera", "a viewer's word")
            self.assertIn("Secure", cookie)
            status, headers, data = server.get("/overview", session)
            self.assertEqual((status, json.loads(data)["totals"]["documents"]), (200, 11))
            self.assertIn("max-age=", headers["Strict-Transport-Security"])
            # Slow answers come from other threads; and an answer of many records of TLS arrives whole.
            self.assertGreater(len(server.ask("GET", "/api/v1/export/jsonl", headers=session)[2]), 30_000)
            plain = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
            with self.assertRaises((http.client.HTTPException, ConnectionError)):
                plain.request("GET", "/api/v1/health")
                plain.getresponse()
            server.tls = ssl.create_default_context()  # that knows no such certificate
            with self.assertRaises(ssl.SSLCertVerificationError):
                server.get("/health")
        finally:
            self.assertEqual(server.stop()[0], 0)

    def test_files_that_are_no_certificate(self):
        (FOLDER / "bad.pem").write_text("no certificate")
        done = subprocess.run([AVOW, "serve", LEDGER, "--port", "0", "--tls-cert", str(FOLDER / "bad.pem"), "--tls-key", str(FOLDER / "bad.pem"),
                               "--data", str(SOURCE / "data")], capture_output=True, text=True, timeout=20)
        self.assertNotEqual(done.returncode, 0)
        self.assertRegex(done.stderr, r"AVW-\d{4}")


class OnAServerOfTables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ours = not os.path.exists(STATE + "/address")
        cls.tool = str(SOURCE / "tools/test_server")
        address = subprocess.run([cls.tool, "start", STATE], check=True, capture_output=True, text=True).stdout.split()[0]
        schema = f"served_{os.getpid()}"
        subprocess.run(["psql", address, "-qc", f"CREATE SCHEMA {schema}"], check=True, capture_output=True)
        cls.address, cls.schema = address, schema
        cls.ledger = f"{address}?options=-csearch_path%3D{schema}"
        run("watch", *SAMPLES, "-o", cls.ledger, "--once", folder=FOLDER)  # originals lie where it runs

    @classmethod
    def tearDownClass(cls):
        subprocess.run(["psql", cls.address, "-qc", f"DROP SCHEMA {cls.schema} CASCADE"], check=True, capture_output=True)
        if cls.ours:
            subprocess.run([cls.tool, "stop", STATE], check=True, capture_output=True)

    def test_answers_are_those_of_a_file(self):
        registry = ["--registry", str(SOURCE / "samples/registry.tsv"), "--as", "Mira Oss"]
        file, tables = Server(LEDGER, *registry), Server(self.ledger, *registry)
        try:
            quoted = lambda value: urllib.parse.quote(value, safe="")
            items = lambda path: json.loads(file.get(path)[2])["items"]
            meetings = items("/findings?across=yes")
            self.assertTrue(meetings)
            paths = ["/parties?sort=name", "/parties?q=SARN", "/statements", "/statements?function=denial", "/obligations", "/events",
                     "/events?aggregate=no&limit=3", "/incidents", "/findings", "/findings?across=yes", "/queue", "/documents", "/actors",
                     "/search?q=shelled", "/search?q=ceasefire%20front", "/map", "/timeline", "/reviews", "/export/jsonl", "/export/csv"]
            paths += ["/parties/" + quoted(each["party"]["key"]) for each in items("/parties")[:3]]
            paths += ["/findings/" + quoted(each["id"]) for each in meetings[:3]]
            paths += ["/incidents/" + quoted(each["id"]) for each in items("/incidents")[:3]]
            paths += ["/documents/" + each["document"]["id"] for each in items("/documents")[:3]]
            for path in paths:
                self.assertEqual(tables.get(path)[2].decode(errors="replace"), file.get(path)[2].decode(errors="replace"), path)
            overview = json.loads(tables.get("/overview")[2])
            self.assertEqual(overview["totals"], json.loads(file.get("/overview")[2])["totals"])
            self.assertNotIn("options", overview["ledger"]["name"])
            # A review is seen at once by who has asked before.
            token = {"X-Avow-CSRF": json.loads(tables.get("/session")[2])["csrf"]}
            row = meetings[0]["word"]
            status, _, data = tables.ask("POST", "/api/v1/reviews", {"row": row, "verdict": "reject", "reason": "misread"}, token)
            self.assertEqual(status, 201, data)
            self.assertEqual([each["row"] for each in json.loads(tables.get("/reviews")[2])["items"]], [row])
            self.assertTrue(json.loads(tables.ask("POST", "/api/v1/verify", headers=token)[2])["intact"])
        finally:
            codes = [file.stop(), tables.stop()]
        password = urllib.parse.urlsplit(self.address).password
        for code, output in codes:
            self.assertEqual(code, 0)
            self.assertNotIn(password, output)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]])
