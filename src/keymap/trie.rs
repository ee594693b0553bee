//! The bindings of one mode, as a tree of keys for typing and as a list by action for showing.

use super::table::TABLE;
use super::{Action, Key, Lookup};

/// The bindings of one mode. No sequence in it is the start of another.
#[derive(Clone, Debug)]
pub(super) struct Trie {
    /// The first is the root; a node stands behind its parent.
    nodes: Vec<TrieNode>,
    /// By action: the sequences that do it, in the order they were put in.
    sequences: Vec<Vec<Vec<Key>>>,
}

#[derive(Clone, Debug, Default)]
struct TrieNode {
    action: Option<Action>,
    /// By key, in the order they were put in; few, so a list.
    next: Vec<(Key, usize)>,
}

impl TrieNode {
    fn child(&self, key: Key) -> Option<usize> {
        self.next.iter().find(|(other, _)| *other == key).map(|(_, node)| *node)
    }

    fn meaning(&self) -> Lookup {
        match self.action {
            Some(action) => Lookup::Action(action),
            None if self.next.is_empty() => Lookup::Nothing,
            None => Lookup::Prefix,
        }
    }
}

impl Default for Trie {
    fn default() -> Self {
        Self {
            nodes: vec![TrieNode::default()],
            sequences: vec![Vec::new(); TABLE.len()],
        }
    }
}

impl Trie {
    /// Adds a binding.
    pub(super) fn insert(&mut self, keys: &[Key], action: Action) {
        let mut at = 0;
        for &key in keys {
            at = self.nodes[at].child(key).unwrap_or_else(|| {
                let new = self.nodes.len();
                self.nodes.push(TrieNode::default());
                self.nodes[at].next.push((key, new));
                new
            });
        }
        self.nodes[at].action = Some(action);
        self.sequences[action as usize].push(keys.to_vec());
    }

    /// See [`Keymap::lookup`](super::Keymap::lookup).
    pub(super) fn lookup(&self, keys: &[Key]) -> Lookup {
        self.node(keys).map_or(Lookup::Nothing, TrieNode::meaning)
    }

    /// See [`Keymap::keys_of`](super::Keymap::keys_of).
    pub(super) fn keys_of(&self, action: Action) -> &[Vec<Key>] {
        &self.sequences[action as usize]
    }

    /// See [`Keymap::continuations`](super::Keymap::continuations).
    pub(super) fn continuations(&self, keys: &[Key]) -> Vec<(Key, Lookup)> {
        let next = self.node(keys).map_or(&[][..], |node| &node.next);
        next.iter()
            .map(|&(key, node)| (key, self.nodes[node].meaning()))
            .collect()
    }

    fn node(&self, keys: &[Key]) -> Option<&TrieNode> {
        let mut at = 0;
        for &key in keys {
            at = self.nodes[at].child(key)?;
        }
        Some(&self.nodes[at])
    }
}
