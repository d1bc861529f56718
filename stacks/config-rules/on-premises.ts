import { type Finding, findDuplicates, finding, items, type Rule } from './rule';

/** `simulate`, `connect` and `transitGateway` belong together. */
export const checkOnPremises: Rule = ({ onPremises }, context) => {
  if (!onPremises) return [];
  const { simulate, connect, transitGateway } = onPremises;
  const found: Finding[] = findDuplicates(
    [...items(onPremises.cidrs)].map(([index, value]) => ({ path: ['onPremises', 'cidrs', index], value })),
    'range',
  );
  if (!context.isSound(['onPremises'])) return found;
  if (simulate === true && connect === 'connected')
    found.push(
      finding(
        'CFG_CONNECT',
        ['onPremises', 'connect'],
        '"connected" leaves the simulated data centre without a way to the application VPC',
        'set connect: peering or connect: transit-gateway, or simulate: false',
      ),
    );
  const attached = connect === 'transit-gateway' && transitGateway !== undefined;
  if (simulate === false && (connect === 'peering' || connect === 'transit-gateway') && !attached)
    found.push(
      finding(
        'CFG_CONNECT',
        ['onPremises', 'connect'],
        `"${connect}" is built for a simulated data centre, and simulate is false`,
        connect === 'peering'
          ? 'set simulate: true; for a real data centre set connect: connected'
          : 'name the transitGateway that leads to the real data centre, or set simulate: true',
      ),
    );
  if (transitGateway !== undefined && connect !== undefined && connect !== 'transit-gateway')
    found.push(
      finding(
        'CFG_CONNECT',
        ['onPremises', 'transitGateway'],
        `"${transitGateway}" is not used: connect is "${connect}"`,
        'set connect: transit-gateway, or remove transitGateway',
      ),
    );
  return found;
};
