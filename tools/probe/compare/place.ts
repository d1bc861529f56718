import { callOf } from '../output/names';
import type { ProbeResult } from '../report';
import type { Change } from './change';

/** Where a change is; `null` for all addresses. */
export function placeOf(
  result: ProbeResult,
  address: string | null = result.address,
): Pick<Change, 'call' | 'vantage' | 'address'> {
  const { vantage } = result;
  return {
    call: callOf(result),
    ...(vantage === undefined ? {} : { vantage }),
    ...(address === null ? {} : { address }),
  };
}
