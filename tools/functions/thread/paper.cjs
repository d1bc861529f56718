// What a handler's HTTPS calls of API Gateway meet on paper, where it has no network: a server in its own thread,
// which asks the runner what the path says.
'use strict';
const http = require('node:http');
const { Duplex } = require('node:stream');
const { parentPort } = require('node:worker_threads');

/** One end of a pair: what is written here is read there. */
class End extends Duplex {
  other = undefined;

  _read() {}

  // A post of at most 128 KB needs no back-pressure.
  _write(chunk, _encoding, callback) {
    this.other.push(chunk);
    callback();
  }

  _final(callback) {
    this.other.push(null);
    callback();
  }

  // What HTTP clients ask of a socket.
  setNoDelay() {
    return this;
  }
  setKeepAlive() {
    return this;
  }
  setTimeout() {
    return this;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
}

const pending = new Map();
let lastId = 0;

function ask(request) {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve) => {
    pending.set(id, resolve);
    parentPort.postMessage({ kind: 'request', id, request });
  });
}

/** The runner's answer. */
function settle({ id, response }) {
  pending.get(id)?.(response);
  pending.delete(id);
}

const server = http.createServer((incoming, outgoing) => {
  let body = '';
  incoming.setEncoding('utf8').on('data', (text) => {
    body += text;
  });
  incoming.on('end', async () => {
    const { method, url, rawHeaders, socket } = incoming;
    const [path, query = ''] = url.split(/\?(.*)/s);
    const headers = rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [[name, rawHeaders[index + 1]]] : [],
    );
    const response = await ask({ host: socket.host, method, path, query, headers, body });
    if (!response) return socket.destroy();
    outgoing.writeHead(response.status, response.headers.flat());
    outgoing.end(response.body);
  });
});

/** Names that API Gateway serves for every API. */
const isGateway = (host) => /\.execute-api\.[^.]+\.amazonaws\.com(\.cn)?$/.test(host);

/** A TLS session with API Gateway, as far as an HTTP client can tell. */
function openSession({ host }) {
  const [near, far] = [new End(), new End()];
  near.other = far;
  far.other = near;
  far.host = host;
  far.remoteAddress = '127.0.0.1';
  Object.assign(near, {
    encrypted: true,
    authorized: true,
    alpnProtocol: false,
    getPeerCertificate: () => ({}),
    getSession: () => undefined,
    isSessionReused: () => false,
  });
  near.on('close', () => far.destroy());
  far.on('close', () => near.destroy());
  server.emit('connection', far);
  process.nextTick(() => {
    near.emit('connect');
    near.emit('secureConnect');
  });
  return near;
}

module.exports = { isGateway, openSession, settle };
