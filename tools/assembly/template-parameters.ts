import { resolve } from './intrinsics/resolve';
import { scalarText, type Value } from './intrinsics/values';
import { isUnknown } from './model';
import type { StackScope } from './stack-scope';

/** A template parameter's value: given, passed by the parent stack, or its default. */
export function parameterValue(scope: StackScope, name: string): Value {
  const { Type: type = 'String', Default: fallback } = scope.template.Parameters?.[name] ?? {};
  const { world } = scope;
  const given = world.parameters[`${scope.name}:${name}`] ?? world.parameters[name];
  if (given !== undefined) return typed(given, type);

  const passed = world.parentOf(scope)?.property('Parameters');
  if (isUnknown(passed)) return passed;
  const fromParent = (passed as Record<string, Value> | undefined)?.[name];
  if (isUnknown(fromParent)) return fromParent;
  const text = Array.isArray(fromParent) ? fromParent.join(',') : scalarText(fromParent);
  if (text !== undefined) return typed(text, type);

  const place = scope.place('Parameters', name);
  if (type.startsWith('AWS::SSM::Parameter::Value<')) {
    const stored = world.storedParameter(String(fallback));
    return (
      stored ?? world.unknown(`parameter ${name} is read from Systems Manager at deploy time`, place.where)
    );
  }
  if (fallback === undefined) {
    return world.unknown(`parameter ${name} has no default and was not given`, place.where);
  }
  const value = resolve(fallback, place);
  return typeof value === 'string' ? typed(value, type) : (value ?? null);
}

function typed(text: string, type: string): Value {
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  return isList ? text.split(',').map((item) => item.trim()) : text;
}
