import { X509Certificate } from 'node:crypto';
import type { SoundAuthorizer } from './authorizers';
import { type ConfigPath, type Finding, finding, items, quote, type RuleContext } from './rule';

/** Key sets and certificates are there and are what they should be. A host that only probes has none of them. */
export function checkAuthorizerFiles(
  path: ConfigPath,
  { jwt, saml }: SoundAuthorizer,
  context: RuleContext,
): Finding[] {
  return [
    check([...path, 'jwt', 'jwksFile'], jwt?.jwksFile, context, keySetFault),
    check([...path, 'jwt', 'caFile'], jwt?.caFile, context, certificateFault),
    ...[...items(saml?.certificates)].map(([index, file]) =>
      check([...path, 'saml', 'certificates', index], file, context, certificateFault),
    ),
  ].flat();
}

function check(
  at: ConfigPath,
  file: string | undefined,
  context: RuleContext,
  faultOf: (text: string) => string | undefined,
): Finding[] {
  if (file === undefined) return [];
  if (!context.exists(file))
    return [finding('CFG_FILE', at, `${quote(file)} is not there`, 'create the file, or correct its path')];
  const text = context.read(file);
  const fault = text === undefined ? undefined : faultOf(text);
  if (fault === undefined) return [];
  return [
    finding(
      'CFG_AUTHORIZER_FILE',
      at,
      `${quote(file)} ${fault}`,
      'use the file of the issuer or identity provider; private keys never belong there',
    ),
  ];
}

function keySetFault(text: string): string | undefined {
  let value: { readonly keys?: unknown } | null;
  try {
    value = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  const keys = value?.keys;
  if (!Array.isArray(keys) || keys.length === 0) return 'is no key set: it has no keys';
  for (const key of keys) {
    if (typeof key?.kid !== 'string') return 'has a key without kid';
    if (typeof key.kty !== 'string' || key.kty === 'oct')
      return `has the key ${quote(key.kid)} of type ${quote(key.kty)}`;
    if ('d' in key) return `has the private part of key ${quote(key.kid)}`;
  }
  return undefined;
}

function certificateFault(text: string): string | undefined {
  if (/PRIVATE KEY/.test(text)) return 'has a private key';
  try {
    new X509Certificate(text);
    return undefined;
  } catch {
    return 'is no PEM certificate';
  }
}
