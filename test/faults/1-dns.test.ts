import { dnsFaults } from './1-dns';
import { describeFaults } from './describe-faults';

describeFaults('faults of hop dns', dnsFaults);
