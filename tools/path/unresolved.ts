import type { Unknown } from '../assembly/model';

/**
 * The first of an element's unresolved settings that could matter: one whose property matches, or that concerns
 * the element as a whole.
 */
export function openSetting(
  element: { readonly unresolved?: readonly Unknown[] },
  relevant: RegExp,
): Unknown | undefined {
  return element.unresolved?.find(
    ({ where: { property } }) => !property?.includes('.') || relevant.test(property),
  );
}
