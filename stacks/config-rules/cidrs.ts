import {
  type Cidr,
  contains,
  formatAddress,
  overlaps,
  parseCidr,
  privateBlocks,
  reservedBlocks,
} from '../../tools/ipv4';
import {
  type ConfigPath,
  type Finding,
  finding,
  formatPath,
  items,
  type Rule,
  type SoundConfig,
} from './rule';

/** A subnet has at least 16 addresses (/28), a VPC between 16 and 65,536 (EC2 quotas; from memory). */
const vpcPrefixes = { shortest: 16, longest: 28 };
/** A created VPC is cut in eight, whatever the number of zones (path/2-network.ts): /25 leaves /28 subnets. */
const longestToCut = 25;

interface Block {
  readonly path: ConfigPath;
  readonly text: string;
  /** created: a VPC is made of it. existing: an AWS VPC or subnet has it. routed: it is only routed to. */
  readonly use: 'created' | 'existing' | 'routed';
  readonly cidr: Cidr | undefined;
}

/** The CIDRs of one side, in the order of the file. */
function blocksOf(config: SoundConfig): { readonly network: Block[]; readonly onPremises: Block[] } {
  const block = (path: ConfigPath, text: string, use: Block['use']): Block => ({
    path,
    text,
    use,
    cidr: parseCidr(text),
  });
  const network: Block[] = [];
  const declared = config.network;
  if (declared && 'cidr' in declared && declared.cidr !== undefined)
    network.push(block(['network', 'cidr'], declared.cidr, 'created'));
  if (declared && 'existing' in declared)
    for (const [index, text] of items(declared.existing?.cidrs))
      network.push(block(['network', 'existing', 'cidrs', index], text, 'existing'));
  const onPremises = [...items(config.onPremises?.cidrs)].map(([index, text]) =>
    block(
      ['onPremises', 'cidrs', index],
      text,
      config.onPremises?.simulate && index === 0 ? 'created' : 'routed',
    ),
  );
  return { network, onPremises };
}

/** What is wrong with one CIDR text, wherever it stands; undefined: it is a block. */
export function cidrFault(path: ConfigPath, text: string): Finding | undefined {
  const cidr = parseCidr(text);
  if (!cidr)
    return finding(
      'CFG_CIDR_SYNTAX',
      path,
      `"${text}" is not an IPv4 CIDR block`,
      'write four numbers of 0–255 and a prefix of 0–32, e.g. 10.20.0.0/16',
    );
  if (!cidr.hostBits) return undefined;
  return finding(
    'CFG_CIDR_HOST_BITS',
    path,
    `"${text}" has address bits beyond its /${cidr.prefix} prefix`,
    `write ${formatAddress(cidr.first)}/${cidr.prefix}`,
  );
}

function checkRange({ path, text, use, cidr }: Block): Finding | undefined {
  if (!cidr) return undefined;
  if (cidr.prefix === 0)
    return finding(
      'CFG_CIDR_RANGE',
      path,
      `"${text}" is every address there is`,
      'name the ranges that callers really have: security groups and routes are made of them',
    );
  const reserved = reservedBlocks.find((block) => overlaps(block, cidr));
  if (reserved)
    return finding(
      'CFG_CIDR_RANGE',
      path,
      `"${text}" touches ${reserved.text}, which no host can have`,
      'use a private range such as 10.20.0.0/16',
    );
  if (use === 'created' && !privateBlocks.some((block) => contains(block, cidr)))
    return finding(
      'CFG_CIDR_RANGE',
      path,
      `"${text}" is a public range: hosts in the VPC could not reach its real owners`,
      `use a range inside ${privateBlocks.map((block) => block.text).join(', ')}`,
    );
  return undefined;
}

function checkSize({ path, text, use, cidr }: Block): Finding | undefined {
  if (!cidr || use === 'routed') return undefined;
  if (cidr.prefix < vpcPrefixes.shortest || cidr.prefix > vpcPrefixes.longest)
    return finding(
      'CFG_CIDR_SIZE',
      path,
      `"${text}" has a /${cidr.prefix} prefix; a VPC has /16 to /28`,
      `use a prefix of /${vpcPrefixes.shortest} to /${vpcPrefixes.longest}`,
    );
  if (use !== 'created' || cidr.prefix <= longestToCut) return undefined;
  return finding(
    'CFG_CIDR_TOO_SMALL',
    path,
    `"${text}" has ${cidr.last - cidr.first + 1} addresses: cut in eight, its subnets are smaller than the /28 AWS allows`,
    `use a prefix of /${longestToCut} or shorter`,
  );
}

function checkOverlaps(blocks: readonly Block[]): Finding[] {
  return blocks.flatMap((block, index) => {
    const earlier = blocks
      .slice(0, index)
      .find((other) => other.cidr && block.cidr && block.cidr.prefix > 0 && overlaps(other.cidr, block.cidr));
    if (!earlier) return [];
    return [
      finding(
        'CFG_CIDR_OVERLAP',
        block.path,
        `"${block.text}" overlaps ${formatPath(earlier.path)} "${earlier.text}"`,
        'give them separate ranges: packets to an address in both have no way back',
      ),
    ];
  });
}

/** Syntax, range and size of every CIDR, and that no two of them overlap (aws-facts §7: peering refuses it). */
export const checkCidrs: Rule = (config) => {
  const { network, onPremises } = blocksOf(config);
  const all = [...network, ...onPremises];
  return [
    ...all.flatMap((block) => {
      const fault = cidrFault(block.path, block.text) ?? checkRange(block) ?? checkSize(block);
      return fault ? [fault] : [];
    }),
    ...checkOverlaps(all),
  ];
};
