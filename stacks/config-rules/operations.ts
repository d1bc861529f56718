import { savedQueries } from '../operations/saved-queries';
import { type Finding, finding, items, quote, type Rule } from './rule';

/** Saved queries of an account and region (CloudWatch Logs quotas, from memory). */
const queriesPerRegion = 1000;

/** What alarms and saved queries need around them. */
export const checkOperations: Rule = ({ operations, region, apis }) => {
  const found: Finding[] = [];
  const topicRegion = operations?.topic?.split(':')[3];
  if (topicRegion !== undefined && region !== undefined && topicRegion !== region)
    found.push(
      finding(
        'CFG_TOPIC_PLACE',
        ['operations', 'topic'],
        `is in region ${quote(topicRegion)}; the alarms are in ${quote(region)}`,
        `use a topic in ${region}: an alarm notifies no other`,
      ),
    );
  const hosts = new Set([...items(apis)].map(([, { host }]) => host?.toLowerCase()));
  const queries = hosts.size * savedQueries.length;
  if (operations?.queries && queries > queriesPerRegion)
    found.push(
      finding(
        'CFG_QUOTA',
        ['operations', 'queries'],
        `makes ${queries} saved queries of ${hosts.size} hosts; CloudWatch Logs keeps ${queriesPerRegion}`,
        'set queries: false',
      ),
    );
  return found;
};
