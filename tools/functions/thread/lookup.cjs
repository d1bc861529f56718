'use strict';
const { isIP } = require('node:net');

/** Answers of `dns.lookup` for names come from the same servers as those of `dns.resolve`. */
function installLookup(dns, network) {
  dns.setServers([network ? `127.0.0.1:${network.dns}` : '127.0.0.1:9']);
  const resolver = new dns.promises.Resolver({ timeout: 2000, tries: 2 });
  resolver.setServers(dns.getServers());

  async function find(hostname, { family = 0, all = false }) {
    const given = isIP(hostname);
    const found = given
      ? [{ address: hostname, family: given }]
      : (await resolve(hostname, family)).filter((entry) => family === 0 || entry.family === family);
    if (found.length === 0) throw notFound(hostname, 'ENOTFOUND');
    return all ? found : found[0];
  }

  async function resolve(hostname, family) {
    if (hostname === 'localhost') return [{ address: '127.0.0.1', family: 4 }];
    if (!network) throw notFound(hostname, 'EAI_AGAIN');
    const ask = (version) =>
      resolver[`resolve${version}`](hostname).then(
        (addresses) => addresses.map((address) => ({ address, family: version })),
        (error) => {
          if (error.code === 'ENODATA' || error.code === 'ENOTFOUND') return [];
          throw notFound(hostname, 'EAI_AGAIN');
        },
      );
    const four = family === 6 ? [] : await ask(4);
    return four.length > 0 || family === 4 ? four : ask(6);
  }

  dns.lookup = (hostname, options, callback) => {
    const done = callback ?? options;
    const wanted = typeof options === 'object' ? options : { family: Number(options) || 0 };
    find(hostname, { ...wanted, family: familyNumber(wanted.family) }).then(
      (found) => (wanted.all ? done(null, found) : done(null, found.address, found.family)),
      done,
    );
  };
  dns.promises.lookup = (hostname, options = {}) =>
    find(hostname, typeof options === 'number' ? { family: options } : options);
}

function familyNumber(family) {
  return family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : (family ?? 0);
}

function notFound(hostname, code) {
  const error = new Error(`getaddrinfo ${code} ${hostname}`);
  return Object.assign(error, { code, errno: code, syscall: 'getaddrinfo', hostname });
}

module.exports = { installLookup };
