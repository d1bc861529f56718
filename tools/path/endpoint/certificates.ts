import { type Domain, isUnknown, type Model } from '../../assembly/model';
import { executeApiZone } from '../dns/public-names';
import { indexOf } from '../model-index';
import { covers, normalizeName } from '../names';

/** A private custom domain's certificate by SNI; else the endpoint's own. aws-facts §1.3 e, §13.2 */
export function privateCertificate(model: Model, sni: string | null): readonly string[] {
  return certificateOfDomain(model, sni, (domain) => domain.endpointType === 'PRIVATE') ?? ownNames(model);
}

/** A regional or edge custom domain's certificate by SNI; else API Gateway's own. aws-facts §3.1 */
export function publicCertificate(model: Model, sni: string | null): readonly string[] {
  return certificateOfDomain(model, sni, (domain) => domain.endpointType !== 'PRIVATE') ?? ownNames(model);
}

function certificateOfDomain(
  model: Model,
  sni: string | null,
  isServed: (domain: Domain) => boolean,
): readonly string[] | undefined {
  const name = sni === null ? '' : normalizeName(sni);
  const domain = model.domains.find((own) => isServed(own) && covers([own.name], name));
  if (!domain) return undefined;
  const arn = domain.certificateArn;
  const names = typeof arn === 'string' ? indexOf(model).certificates.get(arn)?.names : undefined;
  return names === undefined || isUnknown(names) ? [domain.name] : names;
}

function ownNames(model: Model): readonly string[] {
  const zone = executeApiZone(model);
  return [`*.${zone}`, zone, `*.${zone.replace('.amazonaws.', '.vpce.amazonaws.')}`];
}
