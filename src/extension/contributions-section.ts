/**
 * What package.json says of the commands, made from their table: titles, menus, keys, the walkthrough. A text that
 * package.nls.json does not have does not compile here. The settings' section is settings-section.ts.
 * Format: https://code.visualstudio.com/api/references/contribution-points
 */
import type { CommandDescription, CommandName } from './contributions';
import {
  COMMAND_NAMES,
  COMMAND_TABLE,
  commandId,
  nlsText,
  SUBMENU,
  WALKTHROUGH,
  WALKTHROUGH_STEPS,
} from './contributions';

const described: Readonly<Record<CommandName, CommandDescription>> = COMMAND_TABLE;

/** `contributes.commands` and what else names commands, by the keys of `contributes`. */
export const commandSections = (): Record<string, object> => ({
  commands: commands(),
  menus: menus(),
  keybindings: keybindings(),
  submenus: [{ id: SUBMENU.id, label: SUBMENU.label }],
  walkthroughs: [
    {
      id: 'start',
      title: nlsText('walkthrough.title'),
      description: nlsText('walkthrough.description'),
      steps: steps(),
    },
  ],
});

const commands = (): object[] =>
  COMMAND_NAMES.map((name) => ({
    command: commandId(name),
    title: nlsText(`command.${name}`),
    category: 'Interlinear',
    icon: described[name].icon,
  }));

function menus(): Record<string, object[]> {
  const { menu, group } = SUBMENU.place;
  const all: Record<string, object[]> = { [menu]: [{ submenu: SUBMENU.id, group }], commandPalette: [] };
  for (const name of COMMAND_NAMES) {
    const { palette, menus: places } = described[name];
    const command = commandId(name);
    if (palette !== undefined) all.commandPalette.push({ command, when: palette });
    for (const [place, entry] of Object.entries(places ?? {}))
      (all[place] ??= []).push({ command, ...entry });
  }
  return all;
}

const keybindings = (): object[] =>
  COMMAND_NAMES.flatMap((name) => {
    const { key } = described[name];
    if (!key) return [];
    return { command: commandId(name), key: key.key, mac: key.key.replace('ctrl', 'cmd'), when: key.when };
  });

const steps = (): object[] =>
  WALKTHROUGH_STEPS.map((id) => ({
    id,
    title: nlsText(`walkthrough.${id}.title`),
    description: nlsText(`walkthrough.${id}.description`),
    media: { svg: `media/walkthrough/${id}.svg`, altText: nlsText(`walkthrough.${id}.title`) },
    completionEvents: WALKTHROUGH[id].map((name) => `onContext:${commandId(name)}.done`),
  }));
