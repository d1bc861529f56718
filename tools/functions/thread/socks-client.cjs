// A SOCKS5 client (RFC 1928) under a socket that its owner believes to be connected straight to the destination.
'use strict';
const net = require('node:net');
const { Duplex } = require('node:stream');

const greeting = Buffer.from([5, 1, 0]);
/** Reply codes as the errors that a direct connection would have given; 1 is an address of which nothing is known. */
const replyErrors = { 1: 'EHOSTUNREACH', 3: 'ENETUNREACH', 4: 'ENOTFOUND', 5: 'ECONNREFUSED' };

/** As Node.js says it: a name that could not be resolved is the lookup's error. */
function errorFor(code, { host, port }) {
  if (code !== 'ENOTFOUND')
    return Object.assign(new Error(`connect ${code} ${host}:${port}`), {
      code,
      syscall: 'connect',
      address: host,
      port,
    });
  const details = { code, errno: code, syscall: 'getaddrinfo', hostname: host };
  return Object.assign(new Error(`getaddrinfo ${code} ${host}`), details);
}

function connectRequest({ host, port }) {
  const family = net.isIP(host);
  const address =
    family === 4
      ? Buffer.from([1, ...host.split('.').map(Number)])
      : Buffer.concat([Buffer.from([3, Buffer.byteLength(host)]), Buffer.from(host)]);
  return Buffer.concat([Buffer.from([5, 1, 0]), address, Buffer.from([port >> 8, port & 255])]);
}

/** Reads the two answers of the server; tells what comes next. */
class Handshake {
  received = Buffer.alloc(0);
  greeted = false;

  /** Returns `{request: true}`, `{done: rest}`, `{error: code}`, or nothing while bytes are missing. */
  take(chunk) {
    this.received = Buffer.concat([this.received, chunk]);
    if (!this.greeted) {
      if (this.received.length < 2) return undefined;
      this.greeted = true;
      this.received = this.received.subarray(2);
      return { request: true };
    }
    if (this.received.length < 10) return undefined;
    const status = this.received[1];
    if (status !== 0) return { error: replyErrors[status] ?? 'ECONNRESET' };
    return { done: this.received.subarray(10) };
  }
}

/**
 * Connects `socket` to the SOCKS port with the original `connect`, and holds its events back until the far end is there.
 * Instance methods are shadowed for the length of the handshake: `emit` keeps `connect` and `ready`, `push` takes the replies.
 */
function connectThroughSocks(socket, connect, proxyPort, destination) {
  const handshake = new Handshake();
  // While `connecting` is true the owner's own writes and reads wait for the event.
  const write = (bytes) => {
    socket.connecting = false;
    socket._write(bytes, 'buffer', () => {});
    socket._read(0);
    socket.connecting = true;
  };
  const restore = () => {
    delete socket.emit;
    delete socket.push;
    socket.connecting = false;
  };
  socket.emit = function emitLater(event, ...rest) {
    if (event === 'connect') {
      write(greeting);
      return true;
    }
    if (event === 'ready') return true;
    return Object.getPrototypeOf(socket).emit.call(this, event, ...rest);
  };
  socket.push = function takeReply(chunk, encoding) {
    const step = chunk === null ? { error: 'ECONNRESET' } : handshake.take(chunk);
    if (step?.request) write(connectRequest(destination));
    if (step?.error) {
      restore();
      socket.destroy(errorFor(step.error, destination));
      return false;
    }
    if (!step?.done) return true;
    restore();
    socket.emit('connect');
    socket.emit('ready');
    return step.done.length > 0 ? socket.push(step.done, encoding) : true;
  };
  connect.call(socket, { host: '127.0.0.1', port: proxyPort });
  socket.read(0);
  return socket;
}

/** A socket that is still connecting, as a plain stream: TLS on top must not read before the far end is there. */
class ProxiedStream extends Duplex {
  constructor(socket) {
    super({ allowHalfOpen: true });
    this.socket = socket;
    this.socket.once('connect', () => this.emit('connect'));
    this.socket.on('data', (chunk) => this.push(chunk) || this.socket.pause());
    this.socket.on('end', () => this.push(null));
    this.socket.on('error', (error) => this.destroy(error));
    this.socket.on('close', () => this.destroy());
  }

  _read() {
    this.socket.resume();
  }

  _write(chunk, encoding, callback) {
    this.socket.write(chunk, encoding, callback);
  }

  _final(callback) {
    this.socket.end(callback);
  }

  _destroy(error, callback) {
    this.socket.destroy();
    callback(error);
  }

  setNoDelay() {}
  setKeepAlive() {}
  ref() {
    this.socket.ref();
  }
  unref() {
    this.socket.unref();
  }
}

module.exports = { ProxiedStream, connectThroughSocks };
