import { type Certificate, isUnknown, type Listener, type Model, type Unknown } from '../../assembly/model';
import { indexOf } from '../model-index';
import { coverage } from '../names';

export interface Choice {
  /** `undefined`: the listener has none, or the chosen one isn't in the model. */
  readonly certificate?: Certificate;
  readonly bySni: boolean;
  /** A certificate whose names aren't known and which might have been chosen instead. */
  readonly uncertain?: { readonly reason: string; readonly where: Unknown['where'] };
}

const ranks = { exact: 2, wildcard: 1, none: 0 } as const;

/** The certificate that a listener presents: by SNI the exact name, then a wildcard; else the default. aws-facts §4.1 */
export function chooseCertificate(model: Model, listener: Listener, sni: string | null): Choice {
  const { certificates } = indexOf(model);
  let best: Certificate | undefined;
  let rank: 0 | 1 | 2 = 0;
  let uncertain: Choice['uncertain'];
  for (const arn of listener.certificateArns) {
    const certificate = isUnknown(arn) ? undefined : certificates.get(arn);
    const names = certificate?.names;
    if (certificate && names && !isUnknown(names)) {
      const own = sni === null ? 0 : ranks[coverage(names, sni)];
      if (own > rank) {
        best = certificate;
        rank = own;
      }
    } else if (isUnknown(arn)) {
      uncertain ??= arn;
    } else {
      const reason = isUnknown(names) ? names.reason : `certificate ${arn} is not in the templates`;
      uncertain ??= { reason, where: certificate?.where ?? listener.where };
    }
  }
  if (best) return { certificate: best, bySni: true };
  const first = listener.certificateArns[0];
  const byDefault = first === undefined || isUnknown(first) ? undefined : certificates.get(first);
  // Without SNI only the default counts, whatever the others are.
  const matters = sni !== null || byDefault === undefined || isUnknown(byDefault.names);
  return { certificate: byDefault, bySni: false, uncertain: matters ? uncertain : undefined };
}
