"""The application for `extranet run` and for an installed wheel (`gunicorn extranet.wsgi:app`)."""

from extranet.app import create_app

app = create_app()
