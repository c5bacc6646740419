"""A listener in between that keeps every byte that passes, in both directions."""

import contextlib
import socket
import threading


class Recorder:
    """Forwards 127.0.0.1:`port` to `onward`; `bytes_seen` is all that the client sent."""

    def __init__(self, onward: int | None):
        self._onward = onward
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.calls = 0
        self._seen: list[bytes] = []
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def bytes_seen(self) -> bytes:
        return b"".join(self._seen)

    def close(self) -> None:
        for one in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            self.calls += 1
            self._open.append(client)
            server = socket.create_connection(("127.0.0.1", self._onward)) if self._onward else None
            threading.Thread(target=self._pass, args=(client, server, self._seen), daemon=True).start()
            if server:
                self._open.append(server)
                threading.Thread(target=self._pass, args=(server, client, []), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket | None, seen: list[bytes]) -> None:
        try:
            while piece := source.recv(65_536):
                seen.append(piece)
                if sink:
                    sink.sendall(piece)
        except OSError:
            pass
        finally:
            for one in (source, sink):
                if one:
                    one.close()
