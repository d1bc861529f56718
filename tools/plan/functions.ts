import { type Change, deleted, mentions } from './change';
import { type Trap, trap } from './trap';

/** Lambda keeps a function's interfaces for up to 40 minutes; until then groups and subnets can't go (aws-facts §10). */
export function functionTraps(change: Change): Trap[] {
  const going = deleted(change, 'AWS::EC2::SecurityGroup', 'AWS::EC2::Subnet');
  return deleted(change, 'AWS::Lambda::Function').flatMap((own) => {
    const held = going.filter((one) =>
      mentions(change.deployed, one.key, [own.type]).some(({ resource }) => resource === own),
    );
    if (held.length === 0) return [];
    const names = held.map((one) => `${one.logicalId} of ${one.scope.name}`).join(', ');
    const because = `${own.logicalId} of ${own.scope.name} is deleted together with ${names}, which its interfaces hold`;
    return [trap('FUNCTION_INTERFACES_LINGER', because, [own.where, ...held.map(({ where }) => where)])];
  });
}
