#!/usr/bin/env python3
"""The server from outside: every answer against docs/api/openapi.json, who may do what, limits, hostile input.

usage: api_test.py AVOW SOURCE_FOLDER
Runs the real program on ports of its own choice; needs python3-jsonschema.
"""
import gzip
import http.client
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

import jsonschema

from running import AVOW, SOURCE, Server, files_of, run

API = json.loads((SOURCE / "docs/api/openapi.json").read_text(encoding="utf-8"))
PASSWORDS = {"vera": ("viewer", "a viewer's word"), "rene": ("reviewer", "a reviewer's word"),
             "ada": ("admin", "an admin's word"), "rosa": ("reviewer", "another's word")}
HOSTILE = '<script>alert(1)</script> <img src=x onerror=alert(2)> \u202egnp.exe\u202c ' + "w" * 3000
# Invented. The farmer is a private person: no registry knows him and he has no role.
PRIVATE_TEXT = """Tarsk, 24 March

Jorun Haldsen said on Monday that Sarn Liberation Front fighters shelled the village of Lower Oskel. "They killed
three people," Jorun Haldsen said. The Sarn Liberation Front denied that it shelled the village.
"""


def setUpModule():
    global FOLDER, LEDGER, USERS, LOCAL, SHARED, KEPT
    KEPT = tempfile.TemporaryDirectory(prefix="avow_api_")
    FOLDER = pathlib.Path(KEPT.name)
    LEDGER = str(FOLDER / "ledger.db")
    (FOLDER / "texts").mkdir()
    (FOLDER / "texts/private.txt").write_text(PRIVATE_TEXT)
    (FOLDER / "texts/private.txt.toml").write_text('title = "Farmer Jorun Haldsen speaks"\npublished = 2025-03-25\n')
    (FOLDER / "texts/hostile.txt").write_text(
        f"{HOSTILE}\n\nThe Sarn Liberation Front said it would not attack {HOSTILE} villages.\n", encoding="utf-8")
    run("read", str(SOURCE / "samples"), str(FOLDER / "texts"), "--registry", str(SOURCE / "samples/registry.tsv"), "--data",
        str(SOURCE / "data"), "-o", LEDGER)
    USERS = str(FOLDER / "users.txt")
    for name, (role, password) in PASSWORDS.items():
        run("users", "add", name, "--role", role, "--users", USERS, text=password + "\n")
    LOCAL = Server(LEDGER, "--as", "Mira Oss", "--registry", str(SOURCE / "samples/registry.tsv"))
    SHARED = Server(LEDGER, "--users", USERS)


def tearDownModule():
    codes = [LOCAL.stop(), SHARED.stop()]
    KEPT.cleanup()
    for code, output in codes:
        assert code == 0 and "has stopped" in output, (code, output)


def resolve(schema):
    """The schema with the document's components at hand for its references."""
    return {**schema, "components": API["components"]}


def operations():
    for path, methods in API["paths"].items():
        for method, operation in methods.items():
            yield path, method.upper(), operation


def answer_schema(operation, status):
    answer = operation["responses"].get(str(status))
    if answer is None:
        return None
    if "$ref" in answer:
        answer = API["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
    return answer


class Contract(unittest.TestCase):
    def check(self, path, method, operation, status, headers, data):
        answer = answer_schema(operation, status)
        self.assertIsNotNone(answer, f"{method} {path} answers {status}, which the description does not know: {data[:300]}")
        content = answer.get("content", {})
        if not content:
            self.assertEqual(data, b"")
            return None
        if "application/json" not in content:
            return data
        self.assertTrue(headers["Content-Type"].startswith("application/json"), path)
        value = json.loads(data)
        schema = resolve(content["application/json"]["schema"])
        error = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema).iter_errors(value))
        self.assertIsNone(error, f"{method} {path}: {error and (list(error.absolute_path), error.message[:300])}")
        return value

    def read(self, path, pattern=None):
        """GET, checked against the description."""
        pattern = pattern or path.split("?")[0]
        status, headers, data = LOCAL.get(path)
        return self.check(path, "GET", API["paths"][pattern]["get"], status, headers, data)

    def first(self, pattern):
        items = self.read(pattern)["items"]
        self.assertTrue(items, pattern + " is empty")
        return items[0]

    def test_description_is_valid(self):
        for name, schema in API["components"]["schemas"].items():
            jsonschema.Draft202012Validator.check_schema(schema)
        names = [operation["operationId"] for _, _, operation in operations()]
        self.assertEqual(len(names), len(set(names)))

    def test_every_answer_is_as_described(self):
        examples = {
            "/parties/{key}": self.first("/parties")["party"]["key"],
            "/actors/{key}": self.first("/actors")["party"]["key"],
            "/incidents/{id}": self.first("/incidents")["id"],
            "/findings/{id}": self.first("/findings")["id"],
            "/rows/{id}": self.first("/statements")["id"],
            "/documents/{id}": self.first("/documents")["document"]["id"],
            "/export/{format}": "csv",
        }
        asked = 0
        for path, method, operation in operations():
            if method != "GET":
                continue
            address = path
            if "{" in path:
                address = re.sub(r"\{\w+\}", urllib.parse.quote(examples[path], safe=""), path)
            if path == "/search":
                address += "?q=village"
            value = self.read(address, path)
            self.assertIsNotNone(value, path)
            asked += 1
        self.assertGreater(asked, 25)

    def test_every_list_walks_to_its_end(self):
        for path in ["/parties", "/statements", "/obligations", "/events", "/findings", "/documents", "/actors", "/log",
                     "/incidents", "/reviews"]:
            whole = self.read(path + "?limit=1000", path)
            keys = [json.dumps(item, sort_keys=True) for item in whole["items"]]
            walked, cursor = [], ""
            for _ in range(500):
                page = self.read(path + "?limit=7" + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else ""), path)
                walked += [json.dumps(item, sort_keys=True) for item in page["items"]]
                cursor = page["next"]
                if not cursor:
                    break
            self.assertEqual(walked, keys, path)
            if whole["total"] is not None:
                self.assertEqual(whole["total"], len(keys), path)

    def test_details_of_every_row(self):
        for finding in self.read("/findings")["items"] + self.read("/findings?across=yes", "/findings")["items"]:
            page = self.read("/findings/" + urllib.parse.quote(finding["id"], safe=""), "/findings/{id}")
            for side in ("word", "deed"):
                text = page[side]["text"].encode()
                for evidence in page[side]["evidence"]:
                    first, last = (at - page[side]["offset"] for at in evidence["span"])
                    if 0 <= first < last <= len(text):
                        text[first:last].decode()  # cuts no letter in two
            self.assertIn(finding["word"], page["word"]["id"])
        for incident in self.read("/incidents")["items"]:
            page = self.read("/incidents/" + urllib.parse.quote(incident["id"], safe=""), "/incidents/{id}")
            self.assertEqual(len(page["origins"]), len({origin["origin"] for origin in page["origins"]}))
        for party in self.read("/parties?limit=100", "/parties")["items"]:
            self.read("/parties/" + urllib.parse.quote(party["party"]["key"], safe=""), "/parties/{key}")

    def test_filters_narrow(self):
        events = self.read("/events?limit=1000", "/events")["items"]
        kind = events[0]["type"]
        narrowed = self.read(f"/events?type={kind}&limit=1000", "/events")["items"]
        self.assertEqual([row["id"] for row in narrowed], [row["id"] for row in events if row["type"] == kind])
        since = self.read("/statements?since=2025-03-12&limit=1000", "/statements")["items"]
        self.assertTrue(since and all(row["date"] >= "2025-03-12" for row in since))
        oldest = self.read("/statements?sort=date&limit=1000", "/statements")["items"]
        newest = self.read("/statements?limit=1000", "/statements")["items"]
        self.assertEqual([row["id"] for row in oldest], [row["id"] for row in reversed(newest)])

    def test_search_marks_what_it_found(self):
        found = self.read("/search?q=villages", "/search")["items"]
        self.assertTrue(found)
        for hit in found:
            page = self.read("/documents/" + hit["document"]["id"], "/documents/{id}")
            text = page["record"]["document"]["text"].encode()
            for first, last in hit["hits"]:
                self.assertEqual(text[first:last].decode().lower(), "villages")

    def test_bad_parameters_are_named(self):
        for query, place in [("/statements?limit=0", "limit"), ("/statements?limit=1001", "limit"), ("/statements?since=2025-13-01", "since"),
                             ("/events?type=WAR", "type"), ("/statements?colour=red", "colour"), ("/statements?sort=up", "sort"),
                             ("/search", "q"), ("/search?q=%20", "q"), ("/statements?limit=-1", "limit"), ("/statements?party=" + "x" * 600, "party")]:
            status, headers, data = LOCAL.get(query)
            self.assertEqual(status, 400, query)
            self.assertEqual(json.loads(data)["error"]["place"], place, query)
            self.check(query, "GET", API["paths"][query.split("?")[0]]["get"], status, headers, data)
        status, _, data = LOCAL.get("/statements?cursor=1.2.x")
        self.assertEqual((status, json.loads(data)["error"]["code"]), (400, "AVW-6012"))

    def test_what_is_not_there(self):
        for path, pattern in [("/rows/ffffffff:s1", "/rows/{id}"), ("/documents/ffffffff", "/documents/{id}"),
                              ("/findings/ffffffff:f1", "/findings/{id}"), ("/parties/nobody", "/parties/{key}"),
                              ("/incidents/ffffffff:i1", "/incidents/{id}"), ("/actors/nobody%20at%20all", "/actors/{key}"),
                              ("/export/excel", "/export/{format}"), ("/findings/a~b", "/findings/{id}")]:
            status, headers, data = LOCAL.get(path)
            self.assertEqual(status, 404, path)
            self.check(path, "GET", API["paths"][pattern]["get"], status, headers, data)
        self.assertEqual(LOCAL.get("/nothing")[0], 404)
        self.assertEqual(LOCAL.ask("PUT", "/api/v1/overview")[0], 405)

    def test_etags_and_gzip(self):
        status, headers, data = LOCAL.get("/overview", {"Accept-Encoding": "gzip"})
        self.assertEqual(headers["Content-Encoding"], "gzip")
        etag = headers["ETag"]
        self.assertEqual(json.loads(data)["totals"]["documents"], 13)
        status, headers, data = LOCAL.get("/overview", {"If-None-Match": etag})
        self.assertEqual((status, data), (304, b""))
        self.assertEqual(headers["ETag"], etag)
        self.assertEqual(LOCAL.get("/overview", {"If-None-Match": '"other"'})[0], 200)

    def test_reviews(self):
        session = json.loads(LOCAL.get("/session")[2])
        token = {"X-Avow-CSRF": session["csrf"]}
        self.assertEqual((session["user"], session["local"]), ("Mira Oss", True))
        row = self.first("/findings")["id"]
        operation = API["paths"]["/reviews"]["post"]
        status, headers, data = LOCAL.ask("POST", "/api/v1/reviews", {"row": row, "verdict": "reject", "reason": "misread"}, token)
        self.assertEqual(status, 201, data)
        review = self.check("/reviews", "POST", operation, status, headers, data)
        self.assertEqual((review["who"], review["row"], review["verdict"]), ("Mira Oss", row, "reject"))
        page = self.read("/findings/" + urllib.parse.quote(row, safe=""), "/findings/{id}")
        self.assertEqual(page["finding"]["decision"]["verdict"], "reject")
        self.assertEqual(page["history"][-1]["reason"], "misread")
        entry = self.first("/log")
        self.assertEqual(entry["who"], "Mira Oss")
        # With which models and tables, as entries of the command line say it.
        self.assertRegex(entry["versions"], "^models [0-9a-f]{12} tables [0-9a-f]{12}$")
        read = self.read("/log?sort=date", "/log")["items"][0]
        self.assertEqual(entry["versions"], read["versions"])
        self.assertNotIn(row, [item["finding"]["id"] for item in self.read("/queue")["items"]])
        undo = API["paths"]["/reviews/{id}/undo"]["post"]
        status, headers, data = LOCAL.ask("POST", f"/api/v1/reviews/{review['id']}/undo", headers=token)
        self.check("/undo", "POST", undo, status, headers, data)
        self.assertEqual(status, 201)
        page = self.read("/findings/" + urllib.parse.quote(row, safe=""), "/findings/{id}")
        self.assertIsNone(page["finding"]["decision"]["verdict"])
        status, headers, data = LOCAL.ask("POST", "/api/v1/reviews", {"row": row, "verdict": "reject", "reason": ""}, token)
        self.check("/reviews", "POST", operation, status, headers, data)
        self.assertEqual(status, 422)
        status, headers, data = LOCAL.ask("POST", "/api/v1/verify", headers=token)
        self.assertTrue(self.check("/verify", "POST", API["paths"]["/verify"]["post"], status, headers, data)["intact"])


    def test_a_finding_over_documents_is_judged_as_a_row(self):
        token = {"X-Avow-CSRF": json.loads(LOCAL.get("/session")[2])["csrf"]}
        finding = self.read("/findings?across=yes", "/findings")["items"][0]
        path = "/findings/" + urllib.parse.quote(finding["id"], safe="")
        self.assertIsNone(finding["decision"]["verdict"])
        status, headers, data = LOCAL.ask("POST", "/api/v1/reviews", {"row": finding["id"], "verdict": "reject", "reason": "another village"}, token)
        review = self.check("/reviews", "POST", API["paths"]["/reviews"]["post"], status, headers, data)
        self.assertEqual((status, review["row"]), (201, finding["id"]))
        page = self.read(path, "/findings/{id}")
        self.assertEqual((page["finding"]["decision"]["verdict"], page["history"][-1]["reason"]), ("reject", "another village"))
        listed = next(each for each in self.read("/findings?across=yes", "/findings")["items"] if each["id"] == finding["id"])
        self.assertEqual(listed["decision"]["verdict"], "reject")
        # What was rejected breaks no word: the status of the word has only what others bring about.
        status, _, data = LOCAL.ask("POST", f"/api/v1/reviews/{review['id']}/undo", headers=token)
        self.assertEqual(status, 201, data)
        self.assertIsNone(self.read(path, "/findings/{id}")["finding"]["decision"]["verdict"])
        self.assertRegex(page["finding"]["why"], r"\b(1 report of 1 origin tells|\d+ reports? of \d+ origins? tells?)\b")

    def test_parties_are_merged_and_held_apart(self):
        token = {"X-Avow-CSRF": json.loads(LOCAL.get("/session")[2])["csrf"]}
        parties = [each["party"]["key"] for each in self.read("/parties?limit=50", "/parties")["items"]]
        one, other = parties[0], parties[-1]
        post = API["paths"]["/actors/judgements"]["post"]
        body = {"kind": "one", "party": other, "other": one, "reason": "two spellings"}
        status, headers, data = LOCAL.ask("POST", "/api/v1/actors/judgements", body, token)
        self.assertEqual(status, 201, data)
        word = self.check("/actors/judgements", "POST", post, status, headers, data)
        self.assertEqual((word["kind"], word["who"]), ("one", "Mira Oss"))
        for key in (one, other):
            told = self.read("/actors/" + urllib.parse.quote(key, safe=""), "/actors/{key}")["judgements"]
            self.assertEqual([(each["id"], each["undone"]) for each in told], [(word["id"], False)], key)
        entry = self.first("/log")
        self.assertEqual(entry["who"], "Mira Oss")
        self.assertTrue(entry["versions"])
        status, _, data = LOCAL.ask("POST", f"/api/v1/actors/judgements/{word['id']}/undo", headers=token)
        self.assertEqual(status, 201, data)
        self.assertTrue(self.read("/actors/" + urllib.parse.quote(one, safe=""), "/actors/{key}")["judgements"][0]["undone"])
        for wrong, code in [({"kind": "one", "party": one, "reason": "x"}, 400), ({**body, "kind": "three"}, 400), ({**body, "reason": ""}, 422),
                            ({**body, "other": "nobody at all"}, 404)]:
            status, headers, data = LOCAL.ask("POST", "/api/v1/actors/judgements", wrong, token)
            self.check("/actors/judgements", "POST", post, status, headers, data)
            self.assertEqual(status, code, data)
        self.assertEqual(LOCAL.ask("POST", "/api/v1/actors/judgements/999999/undo", headers=token)[0], 404)


class Roles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sessions = {name: SHARED.sign_in(name, PASSWORDS[name][1])[0] for name in ("vera", "rene", "ada", "rosa")}

    def ask(self, name, method, path, body=None, without=None):
        headers = dict(self.sessions.get(name, {}))
        if without:
            headers.pop(without)
        status, _, data = SHARED.ask(method, "/api/v1" + path, body, headers)
        return status, data

    def test_nobody_sees_nothing(self):
        for path, method, operation in operations():
            address = re.sub(r"\{\w+\}", "1", path)
            status, data = self.ask("nobody", method, address)
            if operation["x-role"] == "anyone":
                self.assertNotEqual(status, 401 if path != "/session" else 0, path)
            else:
                self.assertEqual(status, 401, f"{method} {path}: {data[:200]}")

    def test_each_role_may_what_is_described(self):
        rank = {"anyone": 0, "viewer": 1, "reviewer": 2, "admin": 3}
        for name in ("vera", "rene", "ada"):
            for path, method, operation in operations():
                if path == "/session":
                    continue
                status, data = self.ask(name, method, re.sub(r"\{\w+\}", "1", path) + ("?q=x" if path == "/search" else ""))
                may = rank[PASSWORDS[name][0]] >= rank[operation["x-role"]]
                self.assertEqual(status == 403, not may, f"{name} {method} {path} {status} {data[:200]}")

    def test_a_viewer_never_gets_a_private_name(self):
        words = ("haldsen", "jorun")
        self.assertIn(b"Haldsen", self.ask("rene", "GET", "/statements?limit=1000")[1])
        self.assertIn(b"Haldsen", self.ask("rene", "GET", "/search?q=Haldsen")[1])
        document = next(item["document"]["id"] for item in json.loads(self.ask("rene", "GET", "/documents")[1])["items"]
                        if item["document"]["title"] == "Farmer Jorun Haldsen speaks")
        rows = []
        for path in ("/statements", "/obligations", "/events"):
            rows += [row["id"] for row in json.loads(self.ask("rene", "GET", path + "?limit=1000")[1])["items"]
                     if row["id"].startswith(document[7:15])]
        incidents = [row["id"] for row in json.loads(self.ask("rene", "GET", "/incidents?limit=1000")[1])["items"]]
        findings = [row["id"] for path in ("/findings", "/findings?across=yes")
                    for row in json.loads(self.ask("rene", "GET", path)[1])["items"]]
        parties = [row["party"]["key"] for row in json.loads(self.ask("vera", "GET", "/parties?limit=1000")[1])["items"]]
        self.assertTrue(rows and incidents and parties)
        quoted = lambda value: urllib.parse.quote(value, safe="")
        for path in ["/overview", "/parties?limit=1000", "/statements?limit=1000", "/obligations?limit=1000", "/events?limit=1000",
                     "/findings", "/findings?across=yes", "/incidents?limit=1000", "/documents", "/documents/" + document, "/actors?limit=1000",
                     "/search?q=Haldsen", "/search?q=village", "/map", "/timeline", "/reviews", "/log",
                     *("/rows/" + row for row in rows), *("/incidents/" + quoted(id) for id in incidents),
                     *("/findings/" + quoted(id) for id in findings), *("/parties/" + quoted(key) for key in parties)]:
            status, data = self.ask("vera", "GET", path)
            self.assertEqual(status, 200, path)
            for word in words:
                self.assertNotIn(word, data.decode().lower(), path)
        formats = [each["name"] for each in json.loads(self.ask("vera", "GET", "/export")[1])["items"]]
        for name in formats:
            status, data = self.ask("vera", "GET", "/export/" + name)
            self.assertEqual(status, 200, name)
            for file, content in files_of(data).items():
                text = file.lower() + content.decode().lower()
                for word in (*words, str(FOLDER).lower(), "private.txt"):
                    self.assertNotIn(word, text, name)
        self.assertEqual(self.ask("vera", "GET", "/parties/jorun%20haldsen")[0], 404)
        self.assertEqual(self.ask("vera", "GET", "/timeline?party=jorun%20haldsen")[0], 404)
        for name in formats:
            self.assertEqual(self.ask("vera", "GET", f"/export/{name}?unredacted=yes")[0], 403)
        self.assertIn(b"Haldsen", self.ask("rene", "GET", "/export/jsonl?unredacted=yes")[1])
        self.assertNotIn(b"Haldsen", self.ask("rene", "GET", "/export/jsonl")[1])

    def test_offsets_hold_for_a_viewer(self):
        open_, shut = (json.loads(self.ask(name, "GET", "/documents?limit=1000")[1])["items"] for name in ("rene", "vera"))
        self.assertEqual([item["document"]["id"] for item in open_], [item["document"]["id"] for item in shut])
        for item in open_:
            pages = [json.loads(self.ask(name, "GET", "/documents/" + item["document"]["id"])[1]) for name in ("rene", "vera")]
            texts = [page["record"]["document"]["text"].encode() for page in pages]
            self.assertEqual(len(texts[0]), len(texts[1]))

    def test_csrf(self):
        row = json.loads(self.ask("rene", "GET", "/findings")[1])["items"][0]["id"]
        review = {"row": row, "verdict": "note", "reason": "seen"}
        self.assertEqual(self.ask("rene", "POST", "/reviews", review, without="X-Avow-CSRF")[0], 403)
        other = {**self.sessions["rene"], "X-Avow-CSRF": self.sessions["ada"]["X-Avow-CSRF"]}
        self.assertEqual(SHARED.ask("POST", "/api/v1/reviews", review, other)[0], 403)
        foreign = {**self.sessions["rene"], "Origin": "https://elsewhere.example"}
        self.assertEqual(SHARED.ask("POST", "/api/v1/reviews", review, foreign)[0], 403)
        self.assertEqual(SHARED.get("/overview", {**self.sessions["rene"], "Sec-Fetch-Site": "cross-site"})[0], 403)
        form = {**self.sessions["rene"], "Content-Type": "text/plain"}
        self.assertEqual(SHARED.ask("POST", "/api/v1/reviews", json.dumps(review), form)[0], 415)
        own = {**self.sessions["rene"], "Origin": f"http://127.0.0.1:{SHARED.port}"}
        self.assertEqual(SHARED.ask("POST", "/api/v1/reviews", review, own)[0], 201)

    def test_reviews_bear_the_name_that_signed_in_and_only_it_takes_them_back(self):
        row = json.loads(self.ask("rene", "GET", "/findings")[1])["items"][0]["id"]
        status, data = self.ask("rene", "POST", "/reviews", {"row": row, "verdict": "accept", "reason": "", "who": "ada"})
        self.assertEqual((status, json.loads(data)["who"]), (201, "rene"))
        number = json.loads(data)["id"]
        self.assertEqual(self.ask("rosa", "POST", f"/reviews/{number}/undo")[0], 403)
        status, data = self.ask("rosa", "POST", "/reviews", {"row": row, "verdict": "reject", "reason": "no"})
        self.assertEqual(status, 201)
        differ = json.loads(self.ask("ada", "GET", "/queue?state=differ")[1])["items"]
        self.assertEqual([item["finding"]["id"] for item in differ], [row])
        self.assertEqual(self.ask("ada", "POST", f"/reviews/{json.loads(data)['id']}/undo")[0], 201)
        self.assertEqual(self.ask("rene", "POST", f"/reviews/{number}/undo")[0], 201)
        self.assertEqual(self.ask("rene", "POST", "/reviews/999999/undo")[0], 404)

    def test_signing_out_ends_the_session(self):
        session, cookie = SHARED.sign_in("rosa", PASSWORDS["rosa"][1])
        for word in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(word, cookie)
        self.assertEqual(SHARED.get("/overview", session)[0], 200)
        self.assertEqual(SHARED.ask("DELETE", "/api/v1/session", headers=session)[0], 204)
        self.assertEqual(SHARED.get("/overview", session)[0], 401)

    def test_metrics(self):
        status, data = self.ask("ada", "GET", "/metrics")
        self.assertEqual(status, 200)
        for line in data.decode().splitlines():
            self.assertRegex(line, r"^(# (HELP|TYPE) .+|avow_\w+(\{[^}]*\})? [0-9.e+-]+)$")
        self.assertIn(b'avow_requests_total{route="listStatements"', data)


class Defences(unittest.TestCase):
    def test_names_of_hosts(self):
        for host, wanted in [("evil.example", 421), (f"127.0.0.1:{LOCAL.port}", 200), ("localhost", 200), ("127.0.0.1.evil.example", 421),
                             ("", 421)]:
            self.assertEqual(LOCAL.get("/overview", {"Host": host})[0], wanted, host)

    def test_headers_of_every_answer(self):
        for path in ("/", "/api/v1/overview", "/api/v1/nothing", "/parties/x", "/assets/none.js"):
            headers = LOCAL.ask("GET", path)[1]
            policy = headers["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertNotIn("Access-Control-Allow-Origin", headers)

    def test_no_path_leads_out(self):
        secret = FOLDER / "secret.txt"
        secret.write_text("not for the web")
        (FOLDER / "web/assets").mkdir(parents=True, exist_ok=True)
        (FOLDER / "web/index.html").write_text("<!doctype html><p>the app</p>")
        (FOLDER / "web/assets/a-1.js").write_text("1")
        server = Server(LEDGER, "--web", str(FOLDER / "web"))
        try:
            for path in ["/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
                         "//secret.txt", "/..%5csecret.txt", "/assets/..%00/secret.txt", "/" + str(secret)]:
                self.assertNotIn(b"not for the web", server.ask("GET", path)[2], path)
            self.assertIn(b"the app", server.ask("GET", "/parties/anybody")[2])
            status, headers, _ = server.ask("GET", "/assets/a-1.js")
            self.assertEqual((status, headers["Content-Type"]), (200, "text/javascript; charset=utf-8"))
            self.assertIn("immutable", headers["Cache-Control"])
            self.assertEqual(server.ask("GET", "/assets/b.js")[0], 404)
            self.assertEqual(server.ask("GET", "/")[1]["Cache-Control"], "no-cache")
        finally:
            server.stop()

    def test_hostile_text_is_only_ever_json(self):
        token = {"X-Avow-CSRF": json.loads(LOCAL.get("/session")[2])["csrf"]}
        found = json.loads(LOCAL.get("/search?q=onerror")[2])["items"]
        self.assertTrue(found)
        status, headers, data = LOCAL.get("/documents/" + found[0]["document"]["id"])
        self.assertIn(HOSTILE[:25], json.loads(data)["record"]["document"]["text"])
        self.assertTrue(headers["Content-Type"].startswith("application/json"))
        for value in [HOSTILE, "'; DROP TABLE documents; --", "\u0000", "%", "*", '"', "\ud83d\ude00" * 20, "a" * 499]:
            quoted = urllib.parse.quote(value[:100].encode("utf-16", "surrogatepass").decode("utf-16"), safe="")
            for path in ("/search?q=x" + quoted, "/parties?q=" + quoted, "/parties/x" + quoted, "/rows/" + quoted, "/statements?party=" + quoted):
                self.assertIn(LOCAL.get(path)[0], (200, 400, 404), path)
        for body in [b"", b"{", b"[]", b"null", b'{"row":1}', b'{"row":"x","verdict":"accept","reason":{}}', b"\xff\xfe", b"[" * 100000,
                     json.dumps({"row": "x", "verdict": "amend", "fields": {"a": 1}}).encode()]:
            status = LOCAL.ask("POST", "/api/v1/reviews", body, {**token, "Content-Type": "application/json"})[0]
            self.assertIn(status, (400, 404, 422), body[:40])
        self.assertEqual(json.loads(LOCAL.get("/overview")[2])["totals"]["documents"], 13)

    def test_limits(self):
        token = {"X-Avow-CSRF": json.loads(LOCAL.get("/session")[2])["csrf"], "Content-Type": "application/json"}
        self.assertEqual(LOCAL.ask("POST", "/api/v1/reviews", b" " * 300_000, token)[0], 413)
        try:
            status = LOCAL.get("/overview", {f"X-{n}": "y" * 900 for n in range(60)})[0]
        except (ConnectionError, http.client.HTTPException):
            status = 431
        self.assertIn(status, (413, 431))
        try:
            status = LOCAL.get("/statements?party=" + "x" * 60_000)[0]
        except (ConnectionError, http.client.HTTPException):
            status = 414
        self.assertIn(status, (413, 414, 431))

    def test_slow_clients_hold_up_nobody(self):
        slow = []
        for _ in range(60):
            client = socket.create_connection(("127.0.0.1", LOCAL.port))
            client.sendall(b"GET /api/v1/overview HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
            slow.append(client)
        start = time.monotonic()
        self.assertEqual(LOCAL.get("/overview")[0], 200)
        self.assertLess(time.monotonic() - start, 3)
        for client in slow:
            client.close()

    def test_signing_in_is_limited(self):
        server = Server(LEDGER, "--users", USERS)
        try:
            codes = [server.ask("POST", "/api/v1/session", {"name": "vera", "password": "wrong password"})[0] for _ in range(12)]
            self.assertEqual(codes, [401] * 10 + [429] * 2)
            # Even the right one, for a while; and nothing tells a name that is there from one that is not.
            self.assertEqual(server.ask("POST", "/api/v1/session", {"name": "vera", "password": PASSWORDS["vera"][1]})[0], 429)
        finally:
            server.stop()

    def test_an_unsafe_address_is_refused(self):
        for arguments in (["--bind", "0.0.0.0"], ["--bind", "0.0.0.0", "--users", USERS], ["--behind-proxy"],
                          ["--bind", "0.0.0.0", "--tls-cert", "a", "--tls-key", "b"]):
            done = subprocess.run([AVOW, "serve", LEDGER, *arguments, "--port", "0", "--data", str(SOURCE / "data")], capture_output=True,
                                  text=True, timeout=20)
            self.assertEqual(done.returncode, 3, arguments)
            self.assertIn("AVW-6002", done.stderr)

    def test_users_file(self):
        path = str(FOLDER / "others.txt")
        run("users", "add", "bo", "--role", "admin", "--users", path, text="long enough\n")
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        self.assertIn("$argon2id$", pathlib.Path(path).read_text())
        self.assertNotIn("long enough", pathlib.Path(path).read_text())
        self.assertEqual(run("users", "list", "--users", path).stdout, "admin\tbo\n")
        self.assertEqual(subprocess.run([AVOW, "users", "add", "x", "--users", path], input="short\n", text=True, capture_output=True).returncode, 2)
        run("users", "remove", "bo", "--users", path)
        self.assertEqual(run("users", "list", "--users", path).stdout, "")
        pathlib.Path(path).write_text("bo\tking\t$argon2id$x\n")
        done = subprocess.run([AVOW, "users", "list", "--users", path], capture_output=True, text=True)
        self.assertIn("AVW-6001", done.stderr)
        self.assertIn("others.txt:1", done.stderr)

    def test_a_removed_user_is_out_at_once(self):
        path = FOLDER / "changing.txt"
        path.write_text(pathlib.Path(USERS).read_text())
        server = Server(LEDGER, "--users", str(path))
        try:
            session = server.sign_in("rosa", PASSWORDS["rosa"][1])[0]
            self.assertEqual(server.get("/overview", session)[0], 200)
            run("users", "remove", "rosa", "--users", str(path))
            self.assertEqual(server.get("/overview", session)[0], 401)
        finally:
            server.stop()


class WhileOthersWrite(unittest.TestCase):
    def test_reading_goes_on(self):
        ledger = str(FOLDER / "growing.db")
        base = ["--registry", str(SOURCE / "samples/registry.tsv"), "--data", str(SOURCE / "data"), "-o", ledger]
        run("read", str(SOURCE / "samples/01-ceasefire.txt"), *base)
        server = Server(ledger)
        codes, done = [], threading.Event()

        def ask():
            while not done.is_set():
                codes.append(server.get("/overview")[0])

        reader = threading.Thread(target=ask)
        reader.start()
        try:
            run("read", str(SOURCE / "samples"), *base)
        finally:
            done.set()
            reader.join()
        try:
            self.assertEqual(set(codes), {200})
            self.assertGreater(len(codes), 5)
            self.assertEqual(json.loads(server.get("/overview")[2])["totals"]["documents"], 11)
        finally:
            self.assertEqual(server.stop()[0], 0)

    def test_what_is_under_way_is_finished(self):
        server = Server(LEDGER)
        answers = []

        def ask():
            answers.append(server.get("/export/jsonl")[0])

        clients = [threading.Thread(target=ask) for _ in range(4)]
        for client in clients:
            client.start()
        time.sleep(0.05)
        code, output = server.stop()
        for client in clients:
            client.join()
        self.assertEqual(code, 0)
        self.assertEqual(answers, [200] * 4)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
