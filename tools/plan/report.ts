import pc from 'picocolors';
import { runbookFor } from '../runbooks';
import { formatWhere } from '../trace-report';
import type { Trap } from './trap';

const marks = { refused: 'REFUSED', slow: 'SLOW', note: 'note' } as const;

/** Traps for people: what happens, where, and what to do instead. */
export function renderPlan(
  traps: readonly Trap[],
  options: { readonly color?: boolean; readonly runbooks?: string } = {},
): string {
  const colors = pc.createColors(options.color ?? false);
  const paint = { refused: colors.red, slow: colors.yellow, note: colors.dim } as const;
  if (traps.length === 0) return 'nothing that the templates show is in the way';
  return traps
    .map(({ code, severity, because, where, fix }) =>
      [
        `${paint[severity](marks[severity])} ${code}: ${because}`,
        ...where.filter(({ logicalId }) => logicalId !== '').map((place) => `  at ${formatWhere(place)}`),
        `  Fix: ${fix}`,
        `  Runbook: ${runbookFor(code, null, options.runbooks)}`,
      ].join('\n'),
    )
    .join('\n');
}
