import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, insertNewlineAndIndent } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import { address } from '../../lib/http.ts';
import { nonce } from '../../lib/surfaces.ts';

export interface PromqlEditor {
  setText(text: string): void;
  destroy(): void;
}

export interface EditorOptions {
  text: string;
  label: string;
  onchange: (text: string) => void;
  onrun: () => void;
}

const colours = HighlightStyle.define([
  { tag: tags.number, color: 'var(--pending)' },
  { tag: tags.string, color: 'var(--ok)' },
  { tag: [tags.keyword, tags.modifier, tags.function(tags.variableName)], color: 'var(--acknowledged)' },
  { tag: tags.labelName, color: 'var(--warning)' },
  { tag: [tags.operator, tags.operatorKeyword], color: 'var(--soft)' },
  { tag: tags.comment, color: 'var(--soft)', fontStyle: 'italic' },
  { tag: tags.invalid, color: 'var(--critical)' },
]);

const look = EditorView.theme({
  '&': { fontSize: '15px', background: 'transparent', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { padding: '6px 4px', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-placeholder': { color: 'var(--soft)' },
  '.cm-matchingBracket': { background: 'var(--well) !important', outline: '1px solid var(--strong-line)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection': {
    background: 'color-mix(in srgb, var(--focus) 30%, transparent) !important',
  },
  '.cm-tooltip': {
    border: '1px solid var(--strong-line)',
    borderRadius: '8px',
    background: 'var(--card)',
    color: 'var(--ink)',
    boxShadow: 'var(--shadow)',
    overflow: 'hidden',
    maxWidth: 'calc(100vw - 2rem)',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '16em' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--well)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--soft)', fontStyle: 'normal', marginLeft: '1em' },
  '.cm-completionInfo': { padding: '6px 10px', maxWidth: '24rem', whiteSpace: 'pre-wrap' },
  '.cm-diagnostic': { padding: '4px 10px', borderLeft: '4px solid var(--critical)' },
});

export function createEditor(host: HTMLElement, options: EditorOptions): PromqlEditor {
  const promql = new PromQLExtension().activateLinter(true).setComplete({
    remote: {
      url: '',
      fetchFn: (input, init) => fetch(address('prometheus', String(input).replace(/^\/+/, '')), init),
      cache: { maxAge: 5 * 60_000 },
    },
  });
  const view = new EditorView({
    parent: host,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        // Styles made at run time carry the page's nonce: the content security policy allows no others.
        EditorView.cspNonce.of(nonce),
        highlightSpecialChars(),
        history(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion(),
        syntaxHighlighting(colours),
        look,
        EditorView.lineWrapping,
        placeholder('up == 0'),
        promql.asExtension(),
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          ...completionKeymap,
          ...lintKeymap,
          { key: 'Ctrl-Space', run: startCompletion },
        ]),
        // Tab stays the browser's: whoever works with the keyboard must get out of the field.
        Prec.high(
          keymap.of([
            { key: 'Enter', run: () => (options.onrun(), true) },
            { key: 'Shift-Enter', run: insertNewlineAndIndent },
          ]),
        ),
        EditorView.contentAttributes.of({
          'aria-label': options.label,
          autocapitalize: 'off',
          spellcheck: 'false',
        }),
        EditorView.updateListener.of(update => {
          if (update.docChanged) options.onchange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    setText: text => {
      const old = view.state.doc.toString();
      if (old !== text) view.dispatch({ changes: { from: 0, to: old.length, insert: text } });
    },
    destroy: () => view.destroy(),
  };
}
