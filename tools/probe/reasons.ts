import type { Reason } from '../path/hop';

/** What a caller sees without being able to tell more; beside the codes that the trace gives (tools/path/reasons). */
export const probeReasons = {
  PROBE_INTERRUPTED: {
    hop: 'network',
    means: 'The probe was stopped before this call was over.',
    fix: 'Run it again.',
  },
  PROBE_PROXY_FAILED: {
    hop: 'network',
    means:
      'The SOCKS proxy is not there, does not speak SOCKS 5, or declines; nothing is known of the chain.',
    fix: 'Check --proxy, or the ready file of the twin, and that the proxy runs.',
  },
  PROBE_LOCAL_FAULT: {
    hop: 'network',
    means: 'This machine could not make the call; nothing is known of the chain.',
    fix: 'See the system’s own error in the message.',
  },
  RUNNER_FAILED: {
    hop: 'network',
    means: 'The function that was to make the call (--via) failed; nothing is known of the chain.',
    fix: 'Read the function’s log: the message names its error.',
  },
  RUNNER_TIMED_OUT: {
    hop: 'network',
    means: 'The function that was to make the call ended at its time limit before it could answer.',
    fix: 'Give it a longer timeout, or make fewer calls in one invocation: a lower --max-time.',
  },
  RUNNER_THROTTLED: {
    hop: 'network',
    means: 'Lambda has no concurrency left for the function that was to make the call.',
    fix: 'Use fewer --invocations, or raise the concurrency of the function or the account.',
  },
  RUNNER_DENIED: {
    hop: 'network',
    means: 'The caller of the probe may not invoke the function that was to make the call.',
    fix: 'Allow lambda:InvokeFunction on the function to the one who runs the probe.',
  },
  RUNNER_PAYLOAD_TOO_LARGE: {
    hop: 'network',
    means: 'Targets or results are larger than an invocation carries: 6 MB each way (aws-facts §10).',
    fix: 'Send a smaller body; expect less of large messages.',
  },
  PROBE_NO_TOKEN: {
    hop: 'network',
    means:
      'The program that gives the token failed or printed none; the call was not made, nothing is known of the chain.',
    fix: 'Run the program by hand, as the user and in the environment of the probe.',
  },
  PROBE_NO_SECRET: {
    hop: 'network',
    means:
      'A key, token or credentials can’t be had from file, stdin or AWS; the call was not made, nothing is known of the chain.',
    fix: 'Check the file and who may read it; for a secret in AWS the name, region and permission; for a profile sign in again.',
  },
  DNS_RESOLVER_DECLINES: {
    hop: 'dns',
    means: 'The DNS server refuses the question, or answers it with something that is not DNS.',
    fix: 'Ask a server that serves this client and this zone.',
  },
  CONNECT_TIMED_OUT: {
    hop: 'network',
    means: 'Packets vanish: nothing answers the connection attempt.',
    fix: 'Follow the path with "hybrid-api trace": security groups, network ACLs and routes, both ways.',
  },
  CERTIFICATE_EXPIRED: {
    hop: 'load-balancer',
    means: 'The certificate is past its end, or not valid yet by this machine’s clock.',
    fix: 'Renew the certificate of the listener; check the clock here.',
  },
  CERTIFICATE_EXPIRES_SOON: {
    hop: 'load-balancer',
    means: 'The call got through, and a certificate of the chain ends within the days that were given.',
    fix: 'Renew it: of ACM look up why its renewal is not eligible, or its validation records.',
  },
  CERTIFICATE_NOT_TRUSTED: {
    hop: 'load-balancer',
    means: 'No authority that this client trusts has signed the certificate.',
    fix: 'Give the authority with --ca, or install it in the clients’ trust store.',
  },
  TLS_HANDSHAKE_REFUSED: {
    hop: 'load-balancer',
    means: 'The peer ends the TLS handshake with an alert.',
    fix: 'Compare the listener’s certificate and security policy with what the client offers.',
  },
  TLS_HANDSHAKE_CUT: {
    hop: 'load-balancer',
    means: 'The connection is accepted, then closed or reset before the TLS handshake is over.',
    fix: 'Check that the port has a TLS listener, and that no firewall ends the session.',
  },
  TLS_TIMED_OUT: {
    hop: 'load-balancer',
    means: 'The connection is accepted, then nothing answers the TLS handshake.',
    fix: 'Behind a TCP listener check the targets; on long paths clamp the MSS, as path MTU discovery fails.',
  },
  TLS_CLIENT_CERTIFICATE: {
    hop: 'load-balancer',
    means:
      'The peer asks for a client certificate, which a network load balancer never does (aws-facts §4.1).',
    fix: 'Find the proxy or firewall that ends TLS on the way, and call past it.',
  },
  RESET_AFTER_TLS: {
    hop: 'load-balancer',
    means:
      'The client’s TLS session stands, and the connection is cut before a response: the far side is missing.',
    fix: 'Check the target group’s health, and the endpoint’s security group against the load balancer’s.',
  },
  RESPONSE_TIMED_OUT: {
    hop: 'load-balancer',
    means:
      'The request was sent and nothing came back; API Gateway itself would have answered within its limit.',
    fix: 'Check the way from the load balancer to the endpoint; for large bodies clamp the MSS.',
  },
  RESPONSE_NOT_HTTP: {
    hop: 'load-balancer',
    means: 'The answer is not HTTP.',
    fix: 'Check the protocol of the listener and the target group, and the scheme of the URL.',
  },
  RESPONSE_ENDED_EARLY: {
    hop: 'network',
    means: 'A response began and ended before it was whole.',
    fix: 'Try again; if it persists, look for a device with an idle limit or an MTU problem on the way.',
  },
  LOAD_BALANCER_ANSWERED: {
    hop: 'load-balancer',
    means:
      'An application load balancer answered 5xx by itself: what its target sends is no HTTP, or no answer.',
    fix: 'Check the protocol and port of its target group; of a function, its permission and its log.',
  },
  LOAD_BALANCER_TARGET_SILENT: {
    hop: 'load-balancer',
    means: 'An application load balancer answered 504: it gets no connection, or no answer, from its target.',
    fix: 'Check the target’s security group against the load balancer’s, and its network ACL.',
  },
  LOAD_BALANCER_WAF_BLOCKS: {
    hop: 'load-balancer',
    means: 'The web ACL of an application load balancer blocks the request.',
    fix: 'Find the rule in the web ACL’s sampled requests; count instead of block where it is wrong.',
  },
  RESPONSE_NOT_FROM_GATEWAY: {
    hop: 'gateway',
    means: 'The response bears none of API Gateway’s headers: another server or a proxy answered.',
    fix: 'Check where the name leads, and what ends TLS on the way.',
  },
  GATEWAY_REFUSED: {
    hop: 'gateway',
    means: 'API Gateway answered with an error of its own that this version does not know.',
    fix: 'Look up the error type in the API’s execution log by the request id.',
  },
  REQUEST_NOT_VALID: {
    hop: 'gateway',
    means: 'The method’s request validator rejects the parameters or the body.',
    fix: 'Send what the API’s definition requires.',
  },
  INTEGRATION_UNREACHABLE: {
    hop: 'integration',
    means: 'API Gateway can’t reach the backend: VPC link, its load balancer, or the targets.',
    fix: 'Check the VPC link’s state, its target health, and that the certificate covers the URI’s host.',
  },
  API_CONFIGURATION: {
    hop: 'integration',
    means: 'A fault in the API’s own configuration: mapping, integration response or VPC link.',
    fix: 'Read the execution log: it names the mapping or the response that is missing.',
  },
  RESPONSE_NOT_WEBSOCKET: {
    hop: 'gateway',
    means: 'The server answered as to an ordinary request, and did not change to WebSocket.',
    fix: 'Call a WebSocket API by wss://; a REST or HTTP API has no WebSockets.',
  },
  SOCKET_CLOSED: {
    hop: 'integration',
    means: 'The WebSocket stood and was closed by the server before the expected message came.',
    fix: 'Look up the code: 1001 is the idle limit or the longest duration, 1000 the backend’s own end.',
  },
  SOCKET_NO_MESSAGE: {
    hop: 'integration',
    means: 'The WebSocket stands, the message went, and the expected one does not come back.',
    fix: 'Read the backend’s log: its post to @connections may be refused (403) or too early (410).',
  },
  REDIRECT_LOOP: {
    hop: 'integration',
    means: 'A redirect leads back to where the call has been.',
    fix: 'Look at the Location of each answer in "redirects" of the report; a stage or base path is often left out.',
  },
  REDIRECT_LIMIT: {
    hop: 'integration',
    means: 'There are more redirects than were to be followed.',
    fix: 'Call the last place directly, or give a higher --max-redirects.',
  },
  REDIRECT_NOT_FOLLOWED: {
    hop: 'integration',
    means: 'A redirect leads where a probe does not go: from https to http, to another scheme, or to no URL.',
    fix: 'Correct the Location that the function or the load balancer’s rule answers with.',
  },
  RESPONSE_UNEXPECTED: {
    hop: 'integration',
    means: 'The call got through, and the answer is not the expected one.',
    fix: 'Correct the function or the expectation.',
  },
} as const satisfies Record<string, Reason>;

export type ProbeReasonCode = keyof typeof probeReasons;
