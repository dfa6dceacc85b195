//! The plans that come with the library, and the samples in the page on plans.

use mortarboard_io::plans::{self, METHODS, TAGS};
use mortarboard_io::{folder, plan_file};
use mortarboard_model::fault::Faults;
use mortarboard_model::graduation::raw::{RawFilter, RawListing, RawPlan, RawRequirement, RawStudentGroup};
use mortarboard_model::graduation::{Asks, Graduation};
use mortarboard_model::{PlanId, School, testing};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A school whose catalogue has a course for each tag, and the courses that the samples name.
fn school_with(plan: RawPlan) -> Result<Graduation, Faults> {
    let mut raw = testing::graduation();
    let listing = |course: &str, tags: &str| RawListing {
        course: course.to_owned(),
        tags: tags.to_owned(),
        credits: Some(10),
        group: format!("group of {tags}"),
        ..RawListing::default()
    };
    raw.catalogue.extend(TAGS.iter().map(|(tag, _)| listing(&format!("course with {tag}"), tag)));
    raw.catalogue.extend(["GEOH", "IPC"].map(|course| listing(course, "math;physical-science")));
    raw.student_groups = vec![RawStudentGroup { student: "s10".to_owned(), group: "health-academy".to_owned() }];
    raw.plans = vec![RawPlan { plan: "plan".to_owned(), ..plan }];
    School::try_from(&raw).map(|school| school.graduation().clone())
}

/// All filters of a plan, and all requirements.
fn walk<'a>(plan: &'a RawPlan, filters: &mut Vec<&'a RawFilter>, nodes: &mut Vec<&'a RawRequirement>) {
    let mut open: Vec<&RawRequirement> = plan.require.iter().collect();
    while let Some(node) = open.pop() {
        open.extend(node.all.iter().chain(&node.any).chain(&node.some));
        filters.extend(node.from.iter().chain(node.substitutes.iter().flat_map(|substitute| &substitute.from)));
        nodes.push(node);
    }
    filters.extend(plan.caps.iter().flat_map(|cap| &cap.from).chain(plan.either.iter().flat_map(|either| &either.from)));
}

#[test]
fn each_plan_builds_on_a_school_that_has_its_tags() {
    assert_eq!(plans::all().len(), 8);
    for plan in plans::all() {
        let id = plan.plan.clone();
        let graduation = school_with(plan).unwrap_or_else(|faults| panic!("{id}\n{faults}"));
        assert!(graduation.plans[PlanId(0)].nodes.len() > 10, "{id}");
    }
}

/// What the requirements of the pool `diploma` add up to is what the titles say.
#[test]
fn the_credits_of_each_plan_add_up() {
    for (id, total) in [
        ("oakland-230", 230),
        ("uc-a-g", 150),
        ("new-york-22", 220),
        ("texas-endorsement", 260),
        ("florida-24", 240),
        ("chicago-24", 240),
        // Career and technical education has a pool of its own; and civics is stated for two kinds of entrants.
        ("washington-24", 235),
    ] {
        let graduation = school_with(plans::find(id).unwrap()).unwrap();
        let plan = &graduation.plans[PlanId(0)];
        let mut needed = vec![0; plan.nodes.len()];
        for (node, asked) in plan.nodes.iter().rev() {
            let of = |parts: &[mortarboard_model::NodeId]| parts.iter().map(|part| needed[part.0 as usize]).collect::<Vec<u32>>();
            needed[node.0 as usize] = match &asked.asks {
                Asks::All(parts) => of(parts).iter().sum(),
                // The first way is that without substitution.
                Asks::Some(_, parts) => of(parts)[0],
                Asks::Credits(credits) if credits.pool == "diploma" => credits.pieces * plan.unit,
                _ => 0,
            };
        }
        assert_eq!(needed[0], total, "{id}");
    }
}

#[test]
fn plans_name_courses_by_documented_tags_only() {
    let known: BTreeSet<&str> = TAGS.iter().map(|(tag, _)| *tag).collect();
    assert_eq!(known.len(), TAGS.len());
    let methods: BTreeSet<&str> = METHODS.iter().map(|(method, _)| *method).collect();
    for plan in plans::all() {
        let (mut filters, mut nodes) = (Vec::new(), Vec::new());
        walk(&plan, &mut filters, &mut nodes);
        assert!(plan.validations.is_empty() && nodes.iter().all(|node| node.course.is_empty()), "{}", plan.plan);
        for filter in filters {
            assert!(filter.course.is_empty() && filter.not_course.is_empty() && filter.subject.is_empty(), "{}", plan.plan);
            let before = filter.before.iter().map(|tag| tag.strip_prefix("tag:").unwrap_or("not a tag"));
            for tag in filter.tag.iter().chain(&filter.not_tag).map(String::as_str).chain(before) {
                assert!(known.contains(tag), "{}: {tag}", plan.plan);
            }
            assert!(filter.method.iter().chain(&filter.not_method).all(|method| methods.contains(method.as_str())), "{}", plan.plan);
        }
        for node in nodes {
            assert!(!node.id.is_empty(), "{}: a requirement without an id", plan.plan);
        }
    }
}

#[test]
fn a_school_that_lacks_a_tag_is_told_which() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("school");
    let mut raw = testing::graduation();
    raw.plans.clear();
    folder::write(&raw, &at).unwrap();
    fs::create_dir(at.join("plans")).unwrap();
    fs::write(at.join("plans/chicago-24.toml"), plans::text("chicago-24").unwrap()).unwrap();
    let faults = folder::load(&at).unwrap_err();
    assert!(faults.0.iter().all(|found| found.fault.slug == "unknown-tag" && found.line.is_some()), "{faults}");
    let text = format!("{faults:#}");
    assert!(text.contains("(biology): no course carries tag 1 of the list"), "{text}");
    assert!(text.contains("plans/chicago-24.toml line "), "{text}");
}

#[test]
fn each_file_keeps_what_it_says_when_it_is_written() {
    for plan in plans::all() {
        assert_eq!(plan_file::read(&plan_file::write(&plan)).unwrap(), plan);
        assert_eq!(plan_file::read(plans::text(&plan.plan).unwrap()).map(|read| read.source), Ok(plan.source.clone()));
        assert!(!plan.source.contains('\n') && !plan.source.contains("  "), "{}", plan.source);
    }
}

#[test]
fn the_samples_in_the_page_are_plans() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/plans.md")).unwrap().replace("\r\n", "\n");
    let samples: Vec<&str> = page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let mut written = String::new();
    for sample in &samples {
        let plan = plan_file::read(sample).unwrap_or_else(|faults| panic!("{sample}\n{faults}"));
        written.push_str(&plan_file::write(&plan));
        school_with(plan).unwrap_or_else(|faults| panic!("{sample}\n{faults}"));
    }
    // Every kind of requirement and every other part of a plan has its sample.
    let asks = ["all", "any", "some", "credits", "course", "each_term", "average", "exam", "item"];
    let more = [
        "same_group",
        "pool",
        "validated",
        "substitutes",
        "caps",
        "either",
        "validations",
        "before",
        "method",
        "entered_from",
        "groups",
        "status",
    ];
    for key in asks.into_iter().chain(more) {
        assert!(written.contains(&format!(" {key} = ")) || written.contains(&format!("\n{key} = ")), "{key} has no sample");
    }
}
