"""The application for `extranet run` and for an installed wheel (`gunicorn extranet.wsgi:app`)."""

from extranet.app import create_app
from extranet.web.request import KEY

app = create_app()
app.extensions[KEY].site.db.close()  # a server that loads this once and then forks must not share a connection
