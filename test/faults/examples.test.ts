import { describeFaults } from './describe-faults';
import { exampleFaults } from './examples';

// One file for all: the stacks are loaded once. `-t 'example alb'` runs those of one.
const examples = [...new Set(exampleFaults.map(({ example }) => example))].sort();

for (const name of examples) {
  describeFaults(
    `faults of the example ${name}`,
    exampleFaults.filter(({ example }) => example === name),
  );
}
