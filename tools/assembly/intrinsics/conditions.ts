import { isUnknown, type Unknown } from '../model';
import { inside, type Place, unknownAt } from './place';
import { resolve, resolveToText } from './resolve';
import { firstUnknown, sameValue, type Value } from './values';

type Truth = boolean | Unknown;

/** `[condition, then, else]`; the branch not taken is not looked at. */
export function chooseIf(argument: unknown, place: Place): Value | undefined {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
    return unknownAt(place, 'Fn::If needs a condition name and two values');
  }
  const truth = place.scope.condition(argument[0]);
  if (isUnknown(truth)) return truth;
  const branch = truth ? 1 : 2;
  return resolve(argument[branch], inside(place, branch));
}

/** A condition expression: a name by `Condition`, Equals, And, Or, Not, or a literal boolean. */
export function resolveCondition(raw: unknown, place: Place): Truth {
  if (typeof raw === 'boolean') return raw;
  const [[operator, argument] = ['', undefined], ...more] = Object.entries(raw ?? {});
  if (more.length > 0) return unknownAt(place, 'a condition has one operator');
  switch (operator) {
    case 'Condition':
      return place.scope.condition(String(argument));
    case 'Fn::Equals':
      return equals(argument, place);
    case 'Fn::Not':
      return negate(resolveCondition((argument as unknown[] | undefined)?.[0], place));
    case 'Fn::And':
      return all(operands(argument, place));
    case 'Fn::Or':
      return negate(all(operands(argument, place).map(negate)));
    default:
      return asTruth(resolve(raw, place), place);
  }
}

function operands(argument: unknown, place: Place): Truth[] {
  if (!Array.isArray(argument)) return [unknownAt(place, 'Fn::And and Fn::Or need a list')];
  return argument.map((part, index) => resolveCondition(part, inside(place, index)));
}

function asTruth(value: Value | undefined, place: Place): Truth {
  if (isUnknown(value)) return value;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  return unknownAt(place, 'not a condition');
}

function negate(truth: Truth): Truth {
  return isUnknown(truth) ? truth : !truth;
}

/** One false decides, even beside an unknown. */
function all(truths: readonly Truth[]): Truth {
  return truths.find((truth) => truth === false) ?? truths.find(isUnknown) ?? true;
}

function equals(argument: unknown, place: Place): Truth {
  if (!Array.isArray(argument) || argument.length !== 2) {
    return unknownAt(place, 'Fn::Equals needs two values');
  }
  const [left, right] = argument.map((part, index) => {
    const value = resolve(part, inside(place, index));
    return typeof value === 'number' || typeof value === 'boolean' ? resolveToText(part, place) : value;
  });
  return firstUnknown(left) ?? firstUnknown(right) ?? sameValue(left, right);
}
