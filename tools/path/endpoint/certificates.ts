import { type Domain, type Endpoint, isUnknown, type Model, type Unknown } from '../../assembly/model';
import { executeApiZone } from '../dns/public-names';
import { indexOf } from '../model-index';
import { covers, normalizeName } from '../names';
import { type NativeChoice, nativeDomainAt } from './native-domains';

/** What an endpoint presents, and to whom it may present something else. */
export interface Presented {
  readonly names: readonly string[];
  /** The private custom domain that the server name chose. */
  readonly domain?: Domain;
  /** Nobody knows whether it is this one, and why; the names are then the domain's, so that a served call gets to be told. */
  readonly doubt?: Pick<Unknown, 'reason' | 'where'>;
}

/** The certificate of an associated private custom domain by SNI; else the endpoint's own. aws-facts §1.3 e, §13.2 */
export function privateCertificate(model: Model, endpoint: Endpoint, sni: string | null): Presented {
  const own: Presented = { names: ownNames(model) };
  const choice: NativeChoice =
    sni === null ? { kind: 'none' } : nativeDomainAt(model, endpoint, normalizeName(sni));
  switch (choice.kind) {
    case 'one':
      return { names: namesOf(model, choice.domain), domain: choice.domain };
    case 'several': {
      const reason = `${choice.domains.length} private custom domains called ${sni} are associated with ${endpoint.id}`;
      const [domain] = choice.domains as [Domain];
      return { names: namesOf(model, domain), doubt: { reason, where: domain.where } };
    }
    case 'not-known':
      return { names: namesOf(model, choice.domain), doubt: choice.cause };
    case 'not-shared': {
      const { account, where } = choice.association;
      const reason = `no template shares ${choice.domain.name} with account ${account}, which associates it`;
      return { names: namesOf(model, choice.domain), doubt: { reason, where } };
    }
    default:
      return own;
  }
}

/** A regional or edge custom domain's certificate by SNI; else API Gateway's own. aws-facts §3.1 */
export function publicCertificate(model: Model, sni: string | null): readonly string[] {
  const name = sni === null ? '' : normalizeName(sni);
  const domain = model.domains.find((own) => !own.native && covers([own.name], name));
  return domain ? namesOf(model, domain) : ownNames(model);
}

/** API Gateway takes no certificate that lacks the domain's name: one that is not known has it. */
function namesOf(model: Model, { name, certificateArn }: Domain): readonly string[] {
  const known =
    typeof certificateArn === 'string' ? indexOf(model).certificates.get(certificateArn) : undefined;
  return known === undefined || isUnknown(known.names) ? [name] : known.names;
}

function ownNames(model: Model): readonly string[] {
  const zone = executeApiZone(model);
  return [`*.${zone}`, zone, `*.${zone.replace('.amazonaws.', '.vpce.amazonaws.')}`];
}
