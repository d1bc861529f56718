/** Errors of the probe's own input: code → what it means and the fix, for docs/errors.md. */
export const probeErrors = {
  PROBE_BAD_URL: {
    means: 'A target is not an absolute http or https URL, or carries credentials.',
    fix: 'Write e.g. https://pvt-api.corp.example/; send credentials as a header.',
  },
  PROBE_NOT_A_SOCKET: {
    means:
      'Messages are given for a call that opens no WebSocket, or a WebSocket is called otherwise than by GET.',
    fix: 'Call wss://… by GET, without a body; messages go in send.',
  },
  PROBE_BAD_METHOD: {
    means: 'The method is no HTTP method, or one that a probe does not send (CONNECT).',
    fix: 'Use GET, POST, PUT, DELETE, …',
  },
  PROBE_BAD_HEADER: {
    means:
      'A header has characters that HTTP does not allow, or frames the message, which the probe does itself.',
    fix: 'Remove it or correct it.',
  },
  PROBE_HEADER_FILE: {
    means: 'The file with the value of a header, such as a token, is not there or can not be read.',
    fix: 'Write the file, or call from where it is.',
  },
  PROBE_BAD_ADDRESS: {
    means: 'The address to dial is not an IP address.',
    fix: 'Give an address such as 10.20.1.7.',
  },
  PROBE_BAD_RESOLVER: {
    means: 'The resolver is not an IP address with an optional port and an optional udp:// or tcp://.',
    fix: 'Write e.g. 10.10.0.2, 127.0.0.1:5353, tcp://10.10.0.2, or system.',
  },
  PROBE_BAD_RESOLVE: {
    means: 'An entry of --resolve is not host:port:address[,address].',
    fix: 'Write e.g. pvt-api.corp.example:443:10.20.1.7,10.20.2.7.',
  },
  PROBE_BAD_CONNECT_TO: {
    means: 'An entry of --connect-to is not host1:port1:host2:port2.',
    fix: 'Keep the three colons; parts may be empty, as in ::10.20.1.7:.',
  },
  PROBE_BAD_PROXY: {
    means: 'The proxy is not a socks5h:// or socks5:// URL with host and port and without credentials.',
    fix: 'Write e.g. socks5h://127.0.0.1:1080.',
  },
  PROBE_PROXY_UNSUPPORTED: {
    means: 'HTTP proxies are not supported: they hide the stages that the probe measures.',
    fix: 'Use a SOCKS proxy, or run the probe behind the proxy.',
  },
  PROBE_BAD_TLS: {
    means:
      'The TLS versions are no span, the server name can’t be sent, or the threshold is no number of days.',
    fix: 'Give versions from 1.0 to 1.3 with the lower as the least, a host name or none, and a number of days.',
  },
  PROBE_BAD_REDIRECTS: {
    means: 'The number of redirects to follow is not a whole number up to 50.',
    fix: 'Give e.g. 5; 0 follows none.',
  },
  PROBE_BAD_CA: {
    means: 'The file of authorities can’t be read or has no certificate.',
    fix: 'Give a PEM file with one or more CERTIFICATE blocks.',
  },
  PROBE_CLIENT_CERTIFICATE: {
    means:
      'The client’s certificate or its private key can’t be read, is not PEM, or the two don’t belong together.',
    fix: 'Give PEM files: the certificate first in one, its private key in the other.',
  },
  PROBE_BAD_OPTION: {
    means: 'An option is unknown, has no value, or has one that is out of range.',
    fix: 'See "hybrid-api probe --help".',
  },
  PROBE_BAD_OUTPUT: {
    means: 'An -o names an unknown format or a file that can’t be written, or two formats go to one place.',
    fix: 'Write format or format=file, with a file for each but one.',
  },
  PROBE_CANNOT_LISTEN: {
    means: 'The address and port of --serve can’t be listened on.',
    fix: 'Use an address of this machine, and a port that is free.',
  },
  PROBE_BAD_COMPARISON: {
    means: 'The file of --compare can’t be read, or is no JSON report of this version.',
    fix: 'Give a file that -o json=FILE wrote.',
  },
  PROBE_BAD_BODY_FILE: {
    means: 'The file given to --data can’t be read.',
    fix: 'Check the path after the @.',
  },
  PROBE_BAD_READY_FILE: {
    means: 'The ready file of the twin can’t be read, or lacks vantages.',
    fix: 'Start the twin with --ready-file and give the same path.',
  },
  PROBE_UNKNOWN_VANTAGE: {
    means: 'The twin has no vantage of that name.',
    fix: 'Use one of the names the message lists.',
  },
  PROBE_VARIABLE: {
    means:
      'A value of a probe file needs an environment variable that is not set, or has a "${" that is none.',
    fix: 'Set it, or write ${NAME:-default}; $${ stands for ${ itself.',
  },
  PROBE_SECRET_WRITTEN: {
    means: 'A secret stands in a configuration file or in the environment, or would be put in from there.',
    fix: 'Keep it in a file of its own, in AWS Secrets Manager, or give it by stdin; name that place.',
  },
  PROBE_UNKNOWN_MODULE: {
    means: 'A target of a probe file uses a module that the file does not have.',
    fix: 'Correct the name, or add it under modules; a near one is guessed.',
  },
  PROBE_UNKNOWN_TARGET: {
    means: 'No call of the file has the name that --only gives.',
    fix: 'Correct the name; a near one is guessed.',
  },
  PROBE_BAD_SETTING: {
    means:
      'A HYBRID_PROBE_ variable or a file of settings is unknown, can’t be read, or says what its flag does not take.',
    fix: 'Names and values are those of the flags; a near name is guessed.',
  },
  PROBE_COMMAND_NOT_TRUSTED: {
    means: 'A file that nobody named, found in the working directory, wants a program to be run.',
    fix: 'Look at it, then name it by --config; or give the program by flag or in the user file.',
  },
  PROBE_STDIN_TWICE: {
    means: 'Two things are to be read from standard input.',
    fix: 'Give one of them as a file.',
  },
  PROBE_TWO_PROOFS: {
    means: 'A call has more than one of bearer, token and sigv4, which all need the Authorization header.',
    fix: 'Keep one of them.',
  },
  PROBE_BAD_PATTERN: {
    means: 'What a body or message must match is no regular expression.',
    fix: 'Correct it; characters such as ( and . need a backslash to stand for themselves.',
  },
  PROBE_NOTHING_TO_CALL: {
    means: 'No URL is given, and the configuration has no call that can be made from this vantage.',
    fix: 'Give a URL, what the message says that calls lack, entries in "expect", or another --vantage.',
  },
  PROBE_BAD_EVENT: {
    means: 'The function’s event or PROBE_TARGETS is not a list of targets.',
    fix: 'Pass {"targets": [{"url": "https://…"}]}, or set PROBE_TARGETS to such a list.',
  },
  PROBE_VIA: {
    means:
      'What --via names is not of the form lambda:<function> or fleet:<state machine>, or does not go together with another option.',
    fix: 'Write lambda:<function name>, lambda:<ARN>, lambda:<output> or lambda:<stack>.<output>.',
  },
  PROBE_VIA_NOT_FOUND: {
    means:
      'There is neither a function or state machine nor a stack output of that name in the region, or more than one output.',
    fix: 'Use a name that the message lists; check the region (--region) and the account (AWS_PROFILE).',
  },
  PROBE_VIA_AWS: {
    means: 'AWS could not be asked: no credentials, no region, or no way to the service.',
    fix: 'Set AWS_PROFILE and AWS_REGION, and try "aws sts get-caller-identity".',
  },
  PROBE_VIA_SECRET: {
    means:
      'A call needs a private key, token, API key or profile of this machine; such things never travel in an event.',
    fix: 'Keep it in AWS Secrets Manager and name the secret, or call from a host that has the file.',
  },
} as const;
