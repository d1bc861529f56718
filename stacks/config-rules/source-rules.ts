import { cidrFault } from './cidrs';
import { patternFault } from './identity-sources';
import { type Finding, finding, items, quote, type Rule } from './rule';

/** Rules about headers and addresses say one thing each, and not what the load balancer makes meaningless. */
export const checkSourceRules: Rule = ({ authorizers, ingress = '' }, context) =>
  Object.entries(authorizers ?? {}).flatMap(([name, authorizer]) =>
    [...items(authorizer?.rules)].flatMap(([index, rule]) => {
      const at = ['authorizers', name, 'rules', index];
      if (!context.isSound(at)) return [];
      const found: Finding[] = [];
      const report = (part: string | undefined, what: string, fix: string) =>
        found.push(finding('CFG_AUTHORIZER_RULE', part === undefined ? at : [...at, part], what, fix));
      const { header, equals, matches, source, forwardedFor, proxies } = rule;
      const kinds = [header, source, forwardedFor].filter((kind) => kind !== undefined).length;
      if (kinds !== 1)
        report(
          undefined,
          kinds === 0 ? 'looks at nothing' : 'looks at several things',
          'write one of header, source and forwardedFor; several rules all have to hold',
        );
      if (header !== undefined && (equals === undefined) === (matches === undefined))
        report(
          undefined,
          'does not say by one of equals and matches what the header has to be',
          'write one of them',
        );
      if (header === undefined && (equals ?? matches) !== undefined)
        report(undefined, 'compares without a header', 'add header');
      if ((forwardedFor === undefined) !== (proxies === undefined))
        report(
          undefined,
          forwardedFor === undefined
            ? 'counts proxies without forwardedFor'
            : 'trusts X-Forwarded-For, which any caller can write, without counting proxies',
          forwardedFor === undefined
            ? 'remove proxies'
            : 'add proxies: how many of your own add an address after the client',
        );
      const fault = patternFault(matches);
      if (fault !== undefined)
        report('matches', `${quote(matches)} is not a regular expression: ${fault}`, 'correct the pattern');
      for (const [key, list] of [
        ['source', source],
        ['forwardedFor', forwardedFor],
      ] as const)
        for (const [place, cidr] of items(list)) {
          const wrong = cidrFault([...at, key, place], cidr);
          if (wrong) found.push(wrong);
        }
      // The load balancer is the source, whoever calls: aws-facts §2.2 (inferred), failures.md
      if (source !== undefined && /^(nlb|alb)/.test(ingress))
        report(
          'source',
          'tells nobody apart: the source of every call is the load balancer',
          'use forwardedFor with the number of proxies that you trust, or a header that your gateway sets',
        );
      return found;
    }),
  );
