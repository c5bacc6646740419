"""A bare Flask application that answers 20 KB: what the server and the framework cost by themselves."""

from flask import Flask

BODY = "<!doctype html><title>hello</title>" + "<p>hello hello hello</p>\n" * 800
BODY = BODY[: 20 * 1024]

app = Flask(__name__)


@app.get("/")
def hello():
    return BODY
