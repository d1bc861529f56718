import { X509Certificate } from 'node:crypto';

/** What is wrong with a bundle of authorities' certificates; nothing for a good one. */
export function bundleFault(text: string): string | undefined {
  if (/PRIVATE KEY/.test(text)) return 'has a private key';
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) return 'has no PEM certificate';
  for (const [index, block] of blocks.entries()) {
    try {
      const certificate = new X509Certificate(block);
      // A trust store takes authorities only (ALB guide, trust stores; doc).
      if (!certificate.ca)
        return `has a certificate that is no authority's: ${certificate.subject.replaceAll('\n', ', ')}`;
    } catch {
      return `has a certificate, number ${index + 1}, that can't be read`;
    }
  }
  return undefined;
}
