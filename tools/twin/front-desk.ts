import type { Model } from '../assembly/model';
import { anywhere, type Front, type FrontOptions, openFront, type Place } from './fronts';

/** The servers of a model's endpoint interfaces, that of the public front, and one for what is not known. */
export class FrontDesk {
  #fronts = new Map<string, { readonly id: string; readonly front: Front }>();
  #publicFront: Front | undefined;
  #unknownFront: Front | undefined;

  constructor(readonly options: FrontOptions) {}

  get publicFront(): Front {
    if (!this.#publicFront) throw new Error('the front desk is not open');
    return this.#publicFront;
  }

  /** Answers whoever comes by a way that is not known with just that. */
  get unknownFront(): Front {
    if (!this.#unknownFront) throw new Error('the front desk is not open');
    return this.#unknownFront;
  }

  frontAt(address: string): Front | undefined {
    return this.#fronts.get(address)?.front;
  }

  /** Opens what the model has and this desk lacks; what is gone serves its open connections to their end. */
  async update(model: Model): Promise<void> {
    this.#publicFront ??= await openFront(this.options);
    this.#unknownFront ??= await openFront(this.options, anywhere);
    const next = new Map<string, { readonly id: string; readonly front: Front }>();
    for (const place of placesOf(model)) {
      const known = this.#fronts.get(place.interface.address);
      const isSame = known?.id === place.endpoint.id;
      const front = isSame ? known.front : await openFront(this.options, place);
      next.set(place.interface.address, { id: place.endpoint.id, front });
    }
    const gone = [...this.#fronts.values()].filter(
      (old) => ![...next.values()].some(({ front }) => front === old.front),
    );
    this.#fronts = next;
    for (const { front } of gone) front.close();
  }

  close(): void {
    for (const { front } of this.#fronts.values()) front.close();
    this.#publicFront?.close();
    this.#unknownFront?.close();
  }
}

function placesOf(model: Model): Place[] {
  return model.endpoints.flatMap((endpoint) =>
    endpoint.interfaces.map((own) => ({ endpoint, interface: own })),
  );
}
