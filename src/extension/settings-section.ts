/**
 * What package.json says of the settings, made from their schema. A text that package.nls.json does not have does not
 * compile here. No values: settings.ts reads those.
 */
import { nlsText } from './contributions';
import type { Description, SCHEMA, Setting, SettingOf } from './settings-schema';
import { descriptionOf, isRestricted, settingId, SETTINGS } from './settings-schema';

/** `contributes.configuration.properties`. Format: https://code.visualstudio.com/api/references/contribution-points */
export const settingsSection = (): Record<string, object> =>
  Object.fromEntries(
    SETTINGS.map((name, index) => {
      const description = descriptionOf(name);
      const { scope } = description;
      const property = {
        ...propertyOf(name, description),
        ...(scope ? { scope } : {}),
        order: index + 1,
        markdownDescription: nlsText(`setting.${name}`),
      };
      return [settingId(name), property];
    }),
  );

/** `capabilities.untrustedWorkspaces.restrictedConfigurations`. */
export const restrictedSettings = (): string[] => SETTINGS.filter(isRestricted).map(settingId);

type Choice = SettingOf<'choice'>;
/** Of each value of each setting that is a choice. */
type ChoiceKey = { [Name in Choice]: `setting.${Name}.${(typeof SCHEMA)[Name]['values'][number]}` }[Choice];

function propertyOf(name: Setting, description: Description): object {
  switch (description.kind) {
    case 'boolean':
      return { type: 'boolean', default: description.default };
    case 'text':
      return { type: 'string', default: description.default };
    case 'choice':
      return {
        type: 'string',
        enum: description.values,
        enumDescriptions: description.values.map((value) => nlsText(`setting.${name}.${value}` as ChoiceKey)),
        default: description.default,
      };
    case 'texts':
      return { type: 'array', items: { type: 'string' }, uniqueItems: true, default: [] };
    case 'textByName':
      return { type: 'object', additionalProperties: { type: 'string' }, default: {} };
    case 'integer':
    case 'number':
      return {
        type: [description.kind, 'null'],
        minimum: description.minimum,
        maximum: description.maximum,
        default: description.default ?? null,
      };
  }
}
