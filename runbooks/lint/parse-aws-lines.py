"""Reads AWS command lines from stdin, as JSON: a list of words each. Prints for each why the client would not take it,
or null. Sends nothing."""

import contextlib
import io
import json
import re
import sys

from awscli.clidriver import create_clidriver


class Taken(BaseException):
    """The client took the line, and would send it now."""


def stop(**_):
    raise Taken


driver = create_clidriver()
driver.session.register("before-call", stop)
telling = re.compile(r"error: |^Unknown options|^Bad value|^Invalid choice|^Unknown parameter|^Invalid type")


def refusal(words):
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        try:
            driver.main([*words, "--no-sign-request", "--region", "us-east-1"])
        except Taken:
            return None
        except SystemExit:
            pass
    lines = [line.strip() for line in said.getvalue().splitlines() if line.strip()]
    reason = next((line for line in lines if telling.search(line)), lines[-1] if lines else "not taken")
    return re.sub(r"^\S+: error: |, valid choices are:$", "", reason)


print(json.dumps([refusal(words) for words in json.load(sys.stdin)]))
