"""A mail server that keeps what it gets: FOLDER/NUMBER.mail, the recipients in its first line.

usage: server.py FOLDER plain|starttls|tls CERTIFICATE KEY USER PASSWORD
Prints its port when it listens. Without a user nobody needs to log in.
"""

import asyncio
import itertools
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, mode, certificate, key, user, password = sys.argv[1:7]
numbers = itertools.count()


class Keeper:
    async def handle_DATA(self, server, session, envelope):
        name = os.path.join(folder, "%06d" % next(numbers))
        with open(name + ".new", "wb") as mail:
            mail.write(" ".join(envelope.rcpt_tos).encode() + b"\n" + envelope.content)
        os.rename(name + ".new", name + ".mail")
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    good = data.login.decode() == user and data.password.decode() == password
    return AuthResult(success=good, handled=good)


def protocol(context):
    arguments = {"hostname": "localhost"}
    if mode == "starttls":
        arguments.update(tls_context=context, require_starttls=True)
    if user:
        arguments.update(
            authenticator=authenticate, auth_required=True, auth_require_tls=mode == "starttls"
        )
    return SMTP(Keeper(), **arguments)


async def main():
    context = None
    if mode != "plain":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    server = await asyncio.get_running_loop().create_server(
        lambda: protocol(context), "127.0.0.1", 0, ssl=context if mode == "tls" else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
