"""Asks the service in this process."""

import asyncio
import json


class Told:
    def __init__(self, sent):
        self.status = sent[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        self.body = b"".join(part["body"] for part in sent[1:])

    @property
    def json(self):
        return json.loads(self.body)


def ask(service, method, path, body=b"", *, query=b"", headers=(), parts=None):
    sent, waiting = [], list(parts or [body])

    async def receive():
        part = waiting.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": query,
             "headers": list(headers)}  # fmt: skip
    asyncio.run(service(scope, receive, send))
    return Told(sent)


def post(service, content, path="/check", **more):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return ask(service, "POST", path, body, **more)
