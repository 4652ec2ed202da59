import eslint from '@eslint/js';
import * as regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'out', '.vscode-test*', 'runs', '.cache'] },
  eslint.configs.recommended,
  tseslint.configs.strict,
  {
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Typed arrays are indexed everywhere here; an index is checked where it enters, not at every use.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // AssemblyScript: its compiler knows no `import type`, and inlines only methods.
    files: ['src/runtime/wasm/assembly/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    // A stranger's text must not stop the editor. What the rules cannot see, test/unit/robustness feeds with bad texts.
    files: ['src/**/*.ts', 'webview/**/*.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': 'error',
    },
  },
  {
    // Rules that ask the type checker: they take most of the linter's time, so not over tests and benchmarks.
    files: ['src/**/*.ts', 'webview/**/*.ts'],
    ignores: ['src/runtime/wasm/assembly/**'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
);
