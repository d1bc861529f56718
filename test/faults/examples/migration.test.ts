import { describeFaults } from '../describe-faults';
import { migrationFaults } from './migration';

describeFaults('faults of the migration', migrationFaults);
