"""moto's server with what its CloudFormation lacks: see ../README.md.

    server.py --ready FILE --functions CALLER.cjs --lacking TYPES.json

Listens on a free port of 127.0.0.1 and writes {port, added} to FILE once it answers. Ends on SIGTERM.
"""

import argparse
import json
import os
import signal
import sys
import threading
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--ready", type=Path, required=True)
    parser.add_argument("--functions", type=Path, required=True)
    parser.add_argument("--lacking", type=Path, required=True)
    args = parser.parse_args()

    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    import added
    import control_plane
    import custom_resources
    import node_functions
    import stand_ins

    app = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    os.environ["MOTO_PORT"] = str(server.port)
    endpoint = f"http://localhost:{server.port}"

    control_plane.correct()
    added.register_all(endpoint)
    stand_ins.register_all(json.loads(args.lacking.read_text()))
    node_functions.install(args.functions, endpoint)
    custom_resources.install()

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    unfinished = args.ready.with_suffix(".part")
    unfinished.write_text(json.dumps({"port": server.port, "added": added.names()}))
    unfinished.rename(args.ready)
    threading.Event().wait()


if __name__ == "__main__":
    main()
