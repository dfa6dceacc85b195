//! Any school at all, also one that makes no sense.

use crate::table::{Kind, RULES, Row, Rows, RuleRow, Table};
use mortarboard_model::graduation::raw::{RawCap, RawEither, RawFilter, RawPlan, RawRequirement, RawSubstitute, RawValidation};
use mortarboard_model::raw::{RawObjective, RawRow, RawRuleMode, RawSchool, RawSettings};
use mortarboard_model::score::Level;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Text with all that CSV, TOML and JSON find awkward.
pub(super) fn awkward() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9 _;.-]{0,8}",
        2 => "[\",\n\r\t'=#\\\\;ab]{0,8}",
        1 => "\\PC{0,6}",
        1 => any::<String>().prop_map(|text| text.chars().take(12).collect()),
        1 => Just("\u{feff}x".to_owned()),
    ]
}

/// Any row of a table: its cells are filled through the declarations.
fn row<R: Row + std::fmt::Debug + 'static>(table: &'static Table, blank: fn() -> R) -> impl Strategy<Value = R> {
    let columns = table.columns;
    let cell = (awkward(), any::<u32>(), any::<bool>());
    prop::collection::vec(cell, columns.len()).prop_map(move |given| {
        let mut row = blank();
        for ((cell, column), (text, number, blank)) in row.cells_mut().into_iter().zip(columns).zip(given) {
            let text = match column.kind {
                Kind::Number if blank && !column.required => String::new(),
                Kind::Decimal if blank => String::new(),
                Kind::Number => number.to_string(),
                Kind::Decimal => format!("{}.{:03}", number / 1000, number % 1000),
                _ => text,
            };
            assert_eq!(cell.read(column, &text), Ok(()));
        }
        row
    })
}

pub(super) fn rows<R: Rows + std::fmt::Debug + 'static>() -> impl Strategy<Value = Vec<R>> {
    prop::collection::vec(row(R::TABLE, R::default), 0..4)
}

/// Rows of the first table that a rule declares.
fn rule_tables() -> impl Strategy<Value = BTreeMap<String, Vec<RawRow>>> {
    let table = RULES[0];
    let rows = prop::collection::vec(row(table, || RuleRow::new(RULES[0])), 0..4);
    rows.prop_map(|rows| {
        let rows: Vec<RawRow> = rows.into_iter().map(RuleRow::raw).collect();
        if rows.is_empty() { BTreeMap::new() } else { [(RULES[0].name.to_owned(), rows)].into() }
    })
}

fn settings() -> impl Strategy<Value = RawSettings> {
    let objective = prop_oneof![
        Just(RawObjective::Lexicographic),
        any::<(Option<u32>, [u32; 4])>().prop_map(|(critical, [required, primary, alternate, preference])| RawObjective::Ratio {
            critical,
            required,
            primary,
            alternate,
            preference
        }),
    ];
    let mode = prop_oneof![
        Just(RawRuleMode::Hard),
        (any::<u32>(), 0..5usize).prop_map(|(weight, level)| RawRuleMode::Soft { weight, level: Level::ALL[level] }),
        Just(RawRuleMode::Report),
        Just(RawRuleMode::Off),
    ];
    let rules = prop::collection::btree_map(awkward(), mode, 0..4);
    let marks = prop::collection::btree_map(awkward(), any::<u32>(), 0..4);
    let lists = prop::collection::vec(prop::collection::vec(awkward(), 0..3), 3);
    (awkward(), lists, any::<([u32; 5], Option<u32>)>(), objective, rules, marks).prop_map(
        |(name, mut lists, ([full_load, passing_minutes, balance_tolerance, first_grade, last_grade], year), objective, rules, marks)| {
            RawSettings {
                name,
                default_patterns: lists.pop().unwrap_or_default(),
                full_load,
                passing_minutes,
                balance_tolerance,
                objective,
                year,
                first_grade,
                last_grade,
                marks,
                pass_marks: lists.pop().unwrap_or_default(),
                mark_order: lists.pop().unwrap_or_default(),
                rules,
            }
        },
    )
}

pub(super) fn school() -> impl Strategy<Value = RawSchool> {
    let time = (settings(), rows(), rows(), rows(), rows());
    let people = (rows(), rows(), rows(), rows(), rows());
    let graduation = (rows(), rows(), rows(), plans(), rows(), rows(), (rows(), rows(), rows()), (rows(), rows()), rows());
    (time, people, (rows(), rows(), rows(), rows()), (graduation, rule_tables())).prop_map(
        |(
            (settings, terms, bell, patterns, shapes),
            (courses, sections, teachers, qualifications, rooms),
            (students, requests, locks, teams),
            (
                (
                    catalogue,
                    prerequisites,
                    offerings,
                    plans,
                    student_plans,
                    transcripts,
                    (achievements, waivers, substitutions),
                    (student_groups, outside),
                    personas,
                ),
                rule_tables,
            ),
        )| RawSchool {
            settings,
            terms,
            bell,
            patterns,
            shapes,
            courses,
            sections,
            teachers,
            qualifications,
            rooms,
            students,
            requests,
            locks,
            teams,
            catalogue,
            prerequisites,
            offerings,
            plans,
            student_plans,
            transcripts,
            achievements,
            waivers,
            substitutions,
            student_groups,
            outside,
            personas,
            rule_tables,
        },
    )
}

fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(awkward(), 0..3)
}

fn filters() -> impl Strategy<Value = Vec<RawFilter>> {
    let lists = prop::collection::vec(words(), 10);
    let one = (lists, any::<[Option<u32>; 2]>(), awkward(), any::<bool>()).prop_map(|(lists, [from_grade, to_grade], min_mark, letter)| {
        let mut lists = lists.into_iter();
        let mut next = || lists.next().unwrap_or_default();
        RawFilter {
            course: next(),
            subject: next(),
            tag: next(),
            code: next(),
            group: next(),
            not_course: next(),
            not_tag: next(),
            method: next(),
            not_method: next(),
            from_grade,
            to_grade,
            min_mark,
            letter,
            before: next(),
        }
    });
    prop::collection::vec(one, 0..3)
}

/// Requirements with any keys beside one another: what they mean is not for the files to judge.
fn requirements() -> impl Strategy<Value = Vec<RawRequirement>> {
    let texts = (awkward(), awkward(), awkward(), awkward(), awkward(), awkward(), words(), words(), words());
    let numbers = (any::<[Option<u32>; 8]>(), any::<Option<[u32; 2]>>(), any::<[bool; 3]>());
    let substitutes = prop::collection::vec((filters(), any::<u32>()).prop_map(|(from, most)| RawSubstitute { from, most }), 0..2);
    let leaf = (texts, numbers, filters(), substitutes).prop_map(
        |(
            (id, title, pool, exam, item, repeats, course, groups, not_groups),
            (numbers, each_term, [same_group, validated, status]),
            from,
            substitutes,
        )| {
            let [at_least, credits, average, score, amount, by_grade, entered_from, entered_to] = numbers;
            RawRequirement {
                id,
                title,
                groups,
                not_groups,
                entered_from,
                entered_to,
                all: Vec::new(),
                any: Vec::new(),
                some: Vec::new(),
                at_least,
                credits,
                course,
                from,
                same_group,
                pool,
                validated,
                substitutes,
                each_term,
                average,
                repeats,
                exam,
                score,
                item,
                amount,
                by_grade,
                status,
            }
        },
    );
    let tree = leaf.prop_recursive(2, 6, 2, |inner| {
        (inner.clone(), prop::collection::vec(inner, 1..3), 0..3).prop_map(|(mut node, below, kind)| {
            *[&mut node.all, &mut node.any, &mut node.some][kind as usize] = below;
            node
        })
    });
    prop::collection::vec(tree, 0..3)
}

fn plans() -> impl Strategy<Value = Vec<RawPlan>> {
    let caps = prop::collection::vec((filters(), any::<u32>()).prop_map(|(from, most)| RawCap { from, most }), 0..2);
    let either = prop::collection::vec((filters(), words()).prop_map(|(from, requirements)| RawEither { from, requirements }), 0..2);
    let validations = (words(), words(), awkward()).prop_map(|(higher, lower, min_mark)| RawValidation { higher, lower, min_mark });
    let rest = (caps, either, prop::collection::vec(validations, 0..2));
    let plan = (awkward(), awkward(), any::<([Option<u32>; 3], bool)>(), requirements(), rest).prop_map(
        |(title, source, ([unit, entered_from, entered_to], everyone), require, (caps, either, validations))| RawPlan {
            plan: String::new(),
            title,
            source,
            unit,
            everyone,
            entered_from,
            entered_to,
            require,
            caps,
            either,
            validations,
        },
    );
    // The ids are names of files, and a folder keeps them in order.
    let ids = prop::collection::btree_set("[a-z0-9][a-z0-9 _.=',#é-]{0,6}x", 0..3);
    (ids, prop::collection::vec(plan, 3))
        .prop_map(|(ids, plans)| ids.into_iter().zip(plans).map(|(id, plan)| RawPlan { plan: id, ..plan }).collect())
}
