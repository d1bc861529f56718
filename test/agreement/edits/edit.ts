import type { Model } from '../../../tools/assembly/model';
import type { EditableResource, Templates } from '../../faults/templates';
import type { Dice } from '../dice';

/** One change to the templates, as somebody may make it. Changes nothing where the templates lack the part. */
export type Edit = (templates: Templates, dice: Dice, model: Model) => void;

/** Does something to one resource of a type. */
export const toOne =
  (
    type: string,
    change: (resource: EditableResource, templates: Templates, dice: Dice, model: Model) => void,
  ): Edit =>
  (templates, dice, model) => {
    const found = templates.all(type);
    if (found.length > 0) change(dice.pick(found), templates, dice, model);
  };

/** Does the same to every resource of a type, so that whatever is called meets it. */
export const toAll =
  (
    type: string,
    change: (resource: EditableResource, templates: Templates, dice: Dice, model: Model) => void,
  ): Edit =>
  (templates, dice, model) => {
    for (const resource of templates.all(type)) change(resource, templates, dice.again(), model);
  };

/** A value that only another team's template has. */
export const elsewhere = { 'Fn::ImportValue': 'of-another-team' };
