/** What package.json says of the settings, made from their schema. No values: settings.ts reads those. */
import type { Description } from './settings-schema';
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
        markdownDescription: `%setting.${name}%`,
      };
      return [settingId(name), property];
    }),
  );

/** `capabilities.untrustedWorkspaces.restrictedConfigurations`. */
export const restrictedSettings = (): string[] => SETTINGS.filter(isRestricted).map(settingId);

function propertyOf(name: string, description: Description): object {
  switch (description.kind) {
    case 'boolean':
      return { type: 'boolean', default: description.default };
    case 'text':
      return { type: 'string', default: description.default };
    case 'choice':
      return {
        type: 'string',
        enum: description.values,
        enumDescriptions: description.values.map((value) => `%setting.${name}.${value}%`),
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
