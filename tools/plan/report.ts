import pc from 'picocolors';
import { nextLines, nextOfPlan, runbookFor } from '../runbooks';
import { formatWhere } from '../trace-report';
import type { Trap } from './trap';

const marks = { refused: 'REFUSED', slow: 'SLOW', note: 'note' } as const;

/** Traps for people: what happens, where, what to do instead, and once a code what to run next. */
export function renderPlan(
  traps: readonly Trap[],
  options: { readonly color?: boolean; readonly runbooks?: string } = {},
): string {
  const colors = pc.createColors(options.color ?? false);
  const paint = { refused: colors.red, slow: colors.yellow, note: colors.dim } as const;
  if (traps.length === 0) return 'nothing that the templates show is in the way';
  return traps
    .map(({ code, severity, because, where, fix }, index) =>
      [
        `${paint[severity](marks[severity])} ${code}: ${because}`,
        ...where.filter(({ logicalId }) => logicalId !== '').map((place) => `  at ${formatWhere(place)}`),
        `  Fix: ${fix}`,
        `  Runbook: ${runbookFor(code, null, options.runbooks)}`,
        ...(traps.findIndex((one) => one.code === code) === index ? nextLines(nextOfPlan[code](), '  ') : []),
      ].join('\n'),
    )
    .join('\n');
}
