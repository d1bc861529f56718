import { type Finding, findDuplicates, finding, items, type Rule, type SoundConfig } from './rule';

/** `simulate`, `connect`, `transitGateway` and `vpnGateway` belong together. */
export const checkOnPremises: Rule = (config, context) => {
  const { onPremises } = config;
  if (!onPremises) return [];
  const found: Finding[] = findDuplicates(
    [...items(onPremises.cidrs)].map(([index, value]) => ({ path: ['onPremises', 'cidrs', index], value })),
    'range',
  );
  if (!context.isSound(['onPremises'])) return found;
  return [...found, ...checkConnect(onPremises), ...checkGateways(config), ...checkFleet(onPremises)];
};

type OnPremises = NonNullable<SoundConfig['onPremises']>;

function checkConnect({ simulate, connect, transitGateway }: OnPremises): Finding[] {
  const found: Finding[] = [];
  const { id, isAttached } = gatewayIn(transitGateway);
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
        `"${id}" is not used: connect is "${connect}"`,
        'set connect: transit-gateway, or remove transitGateway',
      ),
    );
  if (simulate === true && isAttached)
    found.push(
      finding(
        'CFG_CONNECT',
        ['onPremises', 'transitGateway'],
        'has an attachment already, but the simulated data centre needs one that the kit makes',
        'remove attachment, or set simulate: false',
      ),
    );
  return found;
}

/** Probes that call from the data centre stand in the simulated one. */
function checkFleet({ simulate, fleet }: OnPremises): Finding[] {
  if (!fleet || simulate !== false) return [];
  const fix = 'set simulate: true, or remove fleet and run the probe from hosts of the data centre';
  const what = 'has no place to call from: nothing stands in the data centre';
  return [finding('CFG_CONNECT', ['onPremises', 'fleet'], what, fix)];
}

/** What a VPC has already, only a VPC that is there can have. */
function checkGateways({ network, onPremises }: SoundConfig): Finding[] {
  const { simulate, connect, transitGateway, vpnGateway } = onPremises ?? {};
  const isCreated = network !== undefined && 'cidr' in network;
  const found: Finding[] = [];
  if (isCreated && gatewayIn(transitGateway).isAttached)
    found.push(
      finding(
        'CFG_CONNECT',
        ['onPremises', 'transitGateway', 'attachment'],
        'is of a VPC that is there, and network.cidr creates one',
        'remove attachment: the kit attaches the VPC that it creates',
      ),
    );
  if (vpnGateway !== undefined && (simulate || connect !== 'connected' || !isCreated))
    found.push(
      finding(
        'CFG_CONNECT',
        ['onPremises', 'vpnGateway'],
        `"${vpnGateway.id}" is not used: it is attached to a created VPC with connect: connected and simulate: false`,
        'remove vpnGateway; of an existing VPC state its routes in network.existing.routeTables',
      ),
    );
  return found;
}

function gatewayIn(given: OnPremises['transitGateway']): { id?: string; isAttached: boolean } {
  if (typeof given === 'string' || given === undefined) return { id: given, isAttached: false };
  return { id: given.id, isAttached: given.attachment !== undefined };
}
