/** Headers that carry proof of who calls. */
const secretHeader = /^(proxy-)?authorization$|^cookie$|(token|secret|password|api-?key)$/i;

/** Whether a header's value is to be kept from files, logs and the command line. */
export function isSecretHeader(name: string): boolean {
  return secretHeader.test(name.trim());
}

const shapes: readonly (readonly [shape: RegExp, kind: string])[] = [
  [/\beyJ[\w-]{8,}\.[\w-]{2,}\.[\w-]*/, 'a JSON Web Token'],
  [/^\s*(bearer|basic)\s+\S/i, 'a credential'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/[?&](access_token|id_token|api_?key|client_secret|password)=[^&\s]/i, 'a secret in the URL'],
  [
    /"(password|client_secret|secret|access_token|refresh_token|api_?key)"\s*:\s*"[^"]/i,
    'a secret in the body',
  ],
];

/** What kind of secret a text is or holds; undefined where it looks like none. */
export function secretIn(text: string): string | undefined {
  return shapes.find(([shape]) => shape.test(text))?.[1];
}

/** Secrets in the query of a URL, as written. */
export function secretsOfUrl(url: string): string[] {
  return [...url.matchAll(/[?&](?:access_token|id_token|api_?key|client_secret|password)=([^&#\s]+)/gi)].map(
    ([, value]) => value as string,
  );
}

/** Everything that may be a secret in what another program printed, blotted out; one line, no control characters. */
export function redact(text: string): string {
  return text
    .replace(/-----BEGIN [^-]+-----[\s\S]*?(-----END [^-]+-----|$)/g, '[redacted]')
    .replace(/\b(bearer|basic)\s+\S+/gi, '$1 [redacted]')
    .replace(
      /((?:token|secret|passw(?:or)?d|passphrase|api[-_]?key|assertion)["']?\s*[=:]\s*)("[^"]*"|'[^']*'|\S+)/gi,
      '$1[redacted]',
    )
    .replace(/[A-Za-z0-9+/_=.-]{24,}/g, (run) =>
      /\d/.test(run) && /[A-Za-z]/.test(run) ? '[redacted]' : run,
    )
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}
