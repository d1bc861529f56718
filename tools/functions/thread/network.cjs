// What a handler's own connections meet: the twin's network through SOCKS, or a clear refusal where there is none.
'use strict';
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');
const tls = require('node:tls');
const { ProxiedStream, connectThroughSocks } = require('./socks-client.cjs');
const { installLookup } = require('./lookup.cjs');
const { isGateway, openSession } = require('./paper.cjs');

function refusal(message, code = 'EHOSTUNREACH') {
  return Object.assign(new Error(`${code}: ${message}`), { code, syscall: 'connect' });
}

/** `net.connect`'s three ways to say it, as one; `undefined` for a path (a Unix socket). */
function destinationOf(args) {
  const [options] = net._normalizeArgs(args);
  // An agent of node:http says `path: null`.
  return options.path === undefined || options.path === null
    ? { host: options.host ?? 'localhost', port: Number(options.port) }
    : undefined;
}

function callbackOf(args) {
  const last = args.at(-1);
  return typeof last === 'function' ? last : undefined;
}

/**
 * Patches this thread's own copy of the network modules.
 * `network`: `{socks, dns, ca}`: ports on loopback and the certificate to trust; absent: nothing can be reached.
 */
function installNetwork(network) {
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function connectInside(...given) {
    const args = Array.isArray(given[0]) ? given[0] : given;
    const destination = destinationOf(args);
    const callback = callbackOf(args);
    if (callback) this.once('connect', callback);
    if (!network || !destination) {
      const where = destination ? `${destination.host}:${destination.port}` : 'a local socket';
      const why = network
        ? 'a function reaches names and addresses only'
        : 'functions have no network on paper; call the API through the twin';
      this.connecting = true;
      process.nextTick(() => this.destroy(refusal(`${where}: ${why}`)));
      return this;
    }
    return connectThroughSocks(this, connect, network.socks, destination);
  };
  dgram.Socket.prototype.send = (...args) => {
    const error = refusal('functions have no UDP here but dns.resolve', 'EACCES');
    const callback = callbackOf(args);
    if (!callback) throw error;
    process.nextTick(callback, error);
  };
  const createSecureContext = tls.createSecureContext;
  tls.createSecureContext = (options) =>
    createSecureContext(network && !options?.ca ? { ...options, ca: network.ca } : options);
  const tlsConnect = tls.connect;
  tls.connect = function tlsConnectInside(...args) {
    const [options, callback] = net._normalizeArgs(args);
    Object.assign(options, typeof args[1] === 'object' ? args[1] : args[2]);
    const given = options.socket;
    if (!network && !given && isGateway(options.host ?? '')) {
      const session = openSession(options);
      if (callback) session.once('secureConnect', callback);
      return session;
    }
    if (given) {
      const isEarly = given instanceof net.Socket && given.connecting;
      const socket = isEarly ? new ProxiedStream(given) : given;
      return tlsConnect({ ...options, socket }, callback ?? undefined);
    }
    const host = options.host ?? 'localhost';
    const socket = new ProxiedStream(net.connect({ host, port: Number(options.port), allowHalfOpen: true }));
    return tlsConnect({ ...options, host, socket }, callback ?? undefined);
  };
  installLookup(dns, network);
}

module.exports = { installNetwork };
