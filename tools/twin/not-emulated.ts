/**
 * What the twin does not do as AWS does. Printed at start and listed in README.md of this folder;
 * a test keeps the two equal.
 */
export const notEmulated: readonly string[] = [
  'Packets: no ICMP, no UDP but DNS, no MTU; a leg is judged once, when a connection opens.',
  'DNS servers of a data centre: a name that they are asked for, and that no zone here has, gets SERVFAIL.',
  'IPv6: addresses are answered by nobody.',
  'Application Load Balancer: HTTP/2, WebSockets, WAF rules, sticky sessions and authentication actions; what would take its ten seconds (504) is answered at once.',
  'TLS ciphers and key types: the version of a security policy is kept, its cipher list is not.',
  'ALPN policies; revocation lists of client certificates.',
  'Source address quotas, connection limits and throughput of a load balancer.',
  'Caching: responses are not kept. Authorizer results are, in one place: a change of the templates forgets them all, and first calls that come together ask once.',
  'Throttling of the account, and WAF. Rates and quotas of stages, methods and usage plans are counted exactly, where AWS does it on a best-effort basis.',
  'IAM beyond identity, resource and endpoint policies: permissions boundaries, session, organisation and resource control policies.',
  'Backends that no template has: hosts in the network and URLs on the internet do not answer an integration. A VPC link never goes idle.',
  'Response streaming: what a function streams is written when it has ended; no limit of speed or of silence.',
  'HTTP APIs: JWT and Lambda authorizers, integrations with AWS services, and imported routes.',
  'AWS services that a function calls: none answers but API Gateway itself, @connections of WebSocket APIs included.',
  'WebSocket frames: every message counts as one frame, so that 32 KB is the most; neither handshakes nor messages per second are limited.',
  'Lambda layers, extensions, container images and runtimes other than Node.js; a function runs in the Node.js and time zone of this machine.',
  'Several accounts: shares are accepted at once, and service control policies are not evaluated.',
  'Propagation time: a change acts at once where AWS takes seconds to minutes.',
];
