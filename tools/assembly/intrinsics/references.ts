import { isUnknown } from '../model';
import { inside, type Place, unknownAt } from './place';
import { resolve, resolveToText } from './resolve';
import { isObject, type Value } from './values';

/** A pseudo parameter, a parameter, or a resource's physical id. */
export function ref(argument: unknown, place: Place): Value | undefined {
  if (typeof argument !== 'string') return unknownAt(place, 'Ref needs a name');
  const { scope } = place;
  if (argument.startsWith('AWS::')) {
    if (argument === 'AWS::NoValue') return undefined;
    return scope.pseudoParameter(argument) ?? unknownAt(place, `${argument} is not a pseudo parameter`);
  }
  if (scope.hasParameter(argument)) return scope.parameter(argument);
  const resource = scope.resource(argument);
  if (!resource) {
    const gone = scope.template.Resources?.[argument];
    return unknownAt(
      place,
      gone
        ? `Ref to ${argument}, whose condition ${gone.Condition} is false`
        : `Ref to ${argument}, which the template does not have`,
    );
  }
  return resource.id(place);
}

/** `[logicalId, attribute]` or `logicalId.attribute`. */
export function getAtt(argument: unknown, place: Place): Value {
  const [logicalId, rawAttribute] =
    typeof argument === 'string' ? splitAtDot(argument) : Array.isArray(argument) ? argument : [];
  const attribute = Array.isArray(argument) ? resolveToText(rawAttribute, inside(place, 1)) : rawAttribute;
  if (isUnknown(attribute)) return attribute;
  if (typeof logicalId !== 'string' || typeof attribute !== 'string') {
    return unknownAt(place, 'Fn::GetAtt needs a logical id and an attribute');
  }
  const resource = place.scope.resource(logicalId);
  if (!resource) {
    return unknownAt(place, `Fn::GetAtt of ${logicalId}.${attribute}, which the template does not have`);
  }
  return resource.attribute(attribute, place);
}

function splitAtDot(text: string): [string, string] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text, ''] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** A value that another stack of the same assembly exports. */
export function importValue(argument: unknown, place: Place): Value {
  const name = resolveToText(argument, place);
  if (isUnknown(name)) return name;
  const exported = place.scope.world.exported(name, place.scope);
  return exported ?? unknownAt(place, `Fn::ImportValue: no stack here exports ${name}`);
}

/** `{StackName, OutputName}`: an output of another stack, read without an export. */
export function getStackOutput(argument: unknown, place: Place): Value {
  const settings = resolve(argument, place);
  if (isUnknown(settings)) return settings;
  if (!isObject(settings)) return unknownAt(place, 'Fn::GetStackOutput needs StackName and OutputName');
  const { StackName: stack, OutputName: output } = settings;
  if (isUnknown(stack)) return stack;
  if (isUnknown(output)) return output;
  const value = place.scope.world.stack(String(stack))?.output(String(output));
  return value ?? unknownAt(place, `Fn::GetStackOutput: no ${String(stack)}.${String(output)} here`);
}
