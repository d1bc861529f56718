import { isUnknown, type Known, type Listener } from '../../assembly/model';
import { remember } from '../cache';

const arnsByListener = new WeakMap<Listener, readonly Known<string>[]>();

/** Every group that a listener may send to: by its default action or by a rule. */
export function groupArnsOf(listener: Listener): readonly Known<string>[] {
  return remember(arnsByListener, listener, () => {
    const ruled = (listener.rules ?? []).flatMap(({ action }) =>
      !isUnknown(action) && action.kind === 'forward' ? action.groups : [],
    );
    return [
      ...new Set([
        ...listener.targetGroupArns,
        ...ruled.filter(({ weight }) => weight > 0).map(({ arn }) => arn),
      ]),
    ];
  });
}
