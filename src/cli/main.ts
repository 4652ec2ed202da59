/** The command line: the services of the engine in a terminal. Each command is a file of this folder. */
import { Command } from 'commander';
import { completeCommand } from './complete-command';
import { dataCommand } from './data-command';
import { exportCommand } from './export-command';
import { fillCommand } from './fill-command';
import { importCommand } from './import-command';
import { languagesCommand } from './languages-command';
import { lessonsCommand } from './lessons/lessons-command';
import { learnCommand } from './learn-command';
import { phrasesCommand } from './phrases-command';
import { rehearseCommand } from './rehearse-command';
import { scoreCommand } from './score-command';
import { guardOutput } from './output';
import { searchCommand } from './search-command';
import { trainCommand } from './train-command';
import { translateCommand } from './translate-command';
import { wordsCommand } from './words-command';

const program = new Command('interlinear')
  .description('Sequence models in the terminal: the engine of the VS Code extension Interlinear.')
  .addCommand(translateCommand())
  .addCommand(fillCommand())
  .addCommand(completeCommand())
  .addCommand(scoreCommand())
  .addCommand(searchCommand())
  .addCommand(dataCommand())
  .addCommand(phrasesCommand())
  .addCommand(languagesCommand())
  .addCommand(wordsCommand())
  .addCommand(trainCommand())
  .addCommand(learnCommand())
  .addCommand(rehearseCommand())
  .addCommand(importCommand())
  .addCommand(exportCommand())
  .addCommand(lessonsCommand());

guardOutput();
program.parseAsync().catch((error: Error) => {
  process.stderr.write(`${error.name}: ${error.message}\n`);
  process.exitCode = 1;
});
