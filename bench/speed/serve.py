"""Times each kind of page of a running avow serve, with nothing kept, and writes wrk's list of addresses.

usage: serve.py http://HOST:PORT FILE.lua
"""
import http.client
import json
import sys
import time
import urllib.parse

base = urllib.parse.urlsplit(sys.argv[1])
connection = http.client.HTTPConnection(base.hostname, base.port, timeout=120)


def get(path):
    start = time.perf_counter()
    connection.request("GET", "/api/v1" + path)
    answer = connection.getresponse()
    data = answer.read()
    if answer.status != 200:
        sys.exit(f"{path}: {answer.status} {data[:200]}")
    return 1000 * (time.perf_counter() - start), json.loads(data)


def quoted(text):
    return urllib.parse.quote(text, safe="")


documents = [item["document"]["id"] for item in get("/documents?limit=200")[1]["items"]][::10]
parties = [item["party"]["key"] for item in get("/parties?limit=20")[1]["items"]]
incidents = [item["id"] for item in get("/incidents?limit=200")[1]["items"]][::10]
findings = [item["id"] for item in get("/findings?across=yes&limit=40")[1]["items"]][:20]
rows = [item["id"] for item in get("/events?limit=200")[1]["items"]][::10]
# A parameter that differs each time, so that no answer was given before: limits 50 to 69.
kinds = {
    "overview": ["/overview"],
    "parties": [f"/parties?limit={n}" for n in range(31, 51)],
    "party": ["/parties/" + quoted(key) for key in parties],
    "statements": [f"/statements?limit={n}" for n in range(51, 71)],
    "obligations": [f"/obligations?limit={n}" for n in range(51, 71)],
    "events": [f"/events?limit={n}" for n in range(51, 71)],
    "events of a party": ["/events?limit=40&party=" + quoted(key) for key in parties],
    "findings": [f"/findings?limit={n}" for n in range(51, 71)],
    "finding": ["/findings/" + quoted(id) for id in findings],
    "incidents": [f"/incidents?limit={n}" for n in range(51, 71)],
    "incident": ["/incidents/" + quoted(id) for id in incidents],
    "documents": [f"/documents?limit={n}" for n in range(51, 71)],
    "document": ["/documents/" + quoted(id) for id in documents],
    "row": ["/rows/" + quoted(id) for id in rows],
    "map": [f"/map?limit={n}" for n in range(301, 321)],
    "timeline": ["/timeline?party=" + quoted(key) for key in parties],
    "search": [f"/search?q=shelled&limit={n}" for n in range(21, 41)],
    "log": [f"/log?limit={n}" for n in range(51, 71)],
}
print("page                 median ms   slowest ms")
for name, paths in kinds.items():
    times = sorted(get(path)[0] for path in paths)
    if times:
        print(f"{name:20s} {times[len(times) // 2]:9.1f} {times[-1]:12.1f}")
addresses = [path for paths in kinds.values() for path in paths]
with open(sys.argv[2], "w", encoding="utf-8") as out:
    out.write("local paths = {" + ",".join(json.dumps("/api/v1" + path) for path in addresses) + "}\nlocal n = 0\n"
              "request = function()\n  n = n + 1\n  return wrk.format(\"GET\", paths[n % #paths + 1])\nend\n")
