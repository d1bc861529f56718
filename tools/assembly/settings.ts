import { isObject, scalarText, type Value } from './intrinsics/values';
import { isUnknown, type Known, type Unknown, type Where } from './model';
import type { World } from './world';

/**
 * Typed reading of resolved properties. `text`, `texts` and `truth` carry an Unknown onwards; `literal`,
 * `number`, `flag` and lists cannot: there it is kept in `unresolved` and the caller's default applies.
 */
export class Settings {
  constructor(
    readonly value: (name: string) => Value | undefined,
    readonly where: Where,
    readonly unresolved: Unknown[],
    readonly world: World,
  ) {}

  text(name: string): Known<string> | undefined {
    const value = this.value(name);
    return isUnknown(value) ? value : scalarText(value);
  }

  truth(name: string): Known<boolean> | undefined {
    const text = this.text(name);
    return isUnknown(text) || text === undefined ? text : text.toLowerCase() === 'true';
  }

  literal(name: string): string | undefined {
    const text = this.text(name);
    if (!isUnknown(text)) return text;
    this.keep(text);
    return undefined;
  }

  number(name: string): number | undefined {
    const text = this.literal(name);
    if (text === undefined || text === '') return undefined;
    const number = Number(text);
    if (!Number.isNaN(number)) return number;
    this.keep(this.world.unknown(`${text} is not a number`, this.at(name)));
    return undefined;
  }

  flag(name: string): boolean | undefined {
    const text = this.literal(name);
    return text === undefined ? undefined : text.toLowerCase() === 'true';
  }

  list(name: string): Value[] {
    const value = this.value(name);
    if (isUnknown(value)) this.keep(value);
    if (value === undefined || value === null || isUnknown(value)) return [];
    return Array.isArray(value) ? value : [value];
  }

  /** Texts of a list; a list that is unknown as a whole is one Unknown. */
  texts(name: string): Known<string>[] {
    const value = this.value(name);
    if (isUnknown(value)) return [value];
    return this.list(name).flatMap((item) => {
      const text = isUnknown(item) ? item : scalarText(item);
      return text === undefined ? [] : [text];
    });
  }

  /** A nested object; empty where absent. */
  nested(name: string): Settings {
    const value = this.value(name);
    if (isUnknown(value)) this.keep(value);
    return this.of(isObject(value) ? value : {}, name);
  }

  /** The objects of a list. */
  items(name: string): Settings[] {
    return this.list(name).flatMap((item, index) => {
      if (isUnknown(item)) this.keep(item);
      return isObject(item) ? [this.of(item, `${name}[${index}]`)] : [];
    });
  }

  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  keep(unknown: Unknown): void {
    if (!this.unresolved.includes(unknown)) this.unresolved.push(unknown);
  }

  at(name: string): Where {
    return { ...this.where, property: `${this.where.property}.${name}` };
  }

  /** Settings of an object at a path below this one. */
  of(value: { [key: string]: Value }, path: string): Settings {
    return new Settings((key) => value[key], this.at(path), this.unresolved, this.world);
  }
}
