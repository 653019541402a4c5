#include "kiosk/catalog/csv_columns.hpp"

#include <array>

namespace yitang::catalog {
namespace {

using K = CellKind;

constexpr CsvWord kStatus[]{{"published", "公布"}, {"hidden", "不公布"}};
constexpr CsvWord kItemTypes[]{{"administrative_permit", "行政许可"},
                               {"administrative_payment", "行政给付"},
                               {"administrative_confirmation", "行政确认"},
                               {"other_administrative_power", "其他行政权力"},
                               {"public_service", "公共服务"}};
constexpr CsvWord kAudiences[]{{"natural", "自然人"}, {"legal", "法人"}, {"both", "自然人和法人"}};
constexpr CsvWord kLevels[]{
    {"village", "村"}, {"township", "乡镇"}, {"county", "县"}, {"city", "市"}, {"province", "省"}};
constexpr CsvWord kScopes[]{{"county", "县内"}, {"cross_province", "跨省"}, {"national", "全国"}};
constexpr CsvWord kCaseTypes[]{{"immediate", "即办件"}, {"promised", "承诺件"}};
constexpr CsvWord kFourDo[]{
    {"at_once", "马上办"}, {"online", "网上办"}, {"nearby", "就近办"}, {"one_go", "一次办"}};
constexpr CsvWord kDayUnits[]{{"working_day", "工作日"}, {"calendar_day", "自然日"}};
constexpr CsvWord kModes[]{{"full", "全程办理"}, {"apply", "提交申请"}, {"reserve", "只预约"}};
constexpr CsvWord kAgents[]{{"village_agent", "村级代办员"}, {"relative", "亲属"}};
constexpr CsvWord kIdentities[]{{"id_card", "身份证"},
                                {"medical_code", "医保码"},
                                {"social_code", "电子社保卡"},
                                {"licence_code", "电子证照码"}};
constexpr CsvWord kDocForms[]{
    {"original", "原件"}, {"copy", "复印件"}, {"original_and_copy", "原件和复印件"}, {"electronic", "电子"}};
constexpr CsvWord kNecessities[]{{"required", "必要"}, {"optional", "非必要"}, {"conditional", "视情况"}};
constexpr CsvWord kMaterialSources[]{{"resident_scan", "本人提供"},
                                     {"shared_data", "数据共享"},
                                     {"e_licence", "电子证照"},
                                     {"kiosk_form", "现场填写"},
                                     {"commitment", "告知承诺"}};
constexpr CsvWord kFieldTypes[]{{"text", "文字"},          {"address", "地址"},
                                {"enum", "单选"},          {"multi_enum", "多选"},
                                {"date", "日期"},          {"datetime", "日期时间"},
                                {"time_range", "时段"},    {"integer", "整数"},
                                {"decimal", "小数"},       {"money", "金额"},
                                {"phone", "电话"},         {"id_number", "身份证号"},
                                {"bank_card", "银行卡号"}, {"uscc", "统一社会信用代码"},
                                {"region", "行政区划"},    {"table", "表格"},
                                {"consent", "同意"},       {"signature_ack", "承诺"}};
constexpr CsvWord kPrefills[]{{"id_card.name", "身份证姓名"},         {"id_card.number", "身份证号码"},
                              {"id_card.address", "身份证住址"},      {"id_card.sex", "身份证性别"},
                              {"id_card.nation", "身份证民族"},       {"id_card.birth", "身份证出生日期"},
                              {"e_licence.uscc", "电子营业执照代码"}, {"derived.age_band", "年龄段"}};
constexpr CsvWord kSexes[]{{"female", "女"}, {"male", "男"}};
constexpr CsvWord kChecksums[]{
    {"gb11643", "身份证号校验"}, {"luhn", "银行卡校验"}, {"gb32100", "信用代码校验"}};
constexpr CsvWord kUnits[]{{"CNY", "元"},    {"m", "米"},  {"m2", "平方米"},
                           {"m3", "立方米"}, {"mu", "亩"}, {"year", "年"}};
constexpr CsvWord kPrecisions[]{{"day", "日"}, {"month", "月"}};
constexpr CsvWord kSteps[]{
    {"apply", "申请"},         {"accept", "受理"}, {"review", "审核"}, {"household_survey", "入户调查"},
    {"public_notice", "公示"}, {"decide", "决定"}, {"issue", "送达"}};
constexpr CsvWord kResults[]{{"certificate", "证件"}, {"confirmation", "确认书"}, {"decision", "决定书"},
                             {"licence", "许可证"},   {"notice", "通知"},         {"payment", "发放待遇"},
                             {"registration", "登记"}};
constexpr CsvWord kDeliveries[]{{"print", "现场打印"}, {"electronic", "电子"},  {"window", "窗口领取"},
                                {"courier", "邮寄"},   {"agent", "代办员转交"}, {"sms", "短信"}};
constexpr CsvWord kRestrictions[]{{"legal_aid", "法律援助"}, {"complaint", "信访"}, {"mediation", "调解"}};
constexpr CsvWord kBases[]{{"statutory_duty", "法定职责"}, {"separate_consent", "单独同意"}};
// A spreadsheet takes a cell that begins with "=" for a formula: words here.
constexpr CsvWord kComparisons[]{{"==", "等于"},   {"<", "小于"},  {"<=", "不大于"},   {">", "大于"},
                                 {">=", "不小于"}, {"in", "属于"}, {"between", "介于"}};

constexpr CsvColumn kItems[]{{"id", "事项编号"},
                             {"version", "版本", K::Integer},
                             {"seq", "序号", K::Integer},
                             {"status", "状态", K::Word, kStatus},
                             {"effective_from", "生效日期", K::Day},
                             {"effective_until", "截止日期", K::Day},
                             {"name_zh", "事项名称"},
                             {"name_en", "事项英文名称"},
                             {"plain_zh", "通俗说明"},
                             {"plain_en", "通俗说明英文"},
                             {"function_group", "服务职能"},
                             {"theme", "主题"},
                             {"item_type", "事项类型", K::Word, kItemTypes},
                             {"audience", "服务对象", K::Word, kAudiences},
                             {"catalog_code", "基本编码"},
                             {"task_code", "实施编码"},
                             {"handle_item_code", "业务办理项编码"},
                             {"department_zh", "办理部门"},
                             {"department_en", "办理部门英文名称"},
                             {"coop_departments_zh", "协办部门", K::Lines},
                             {"admission.legal_basis", "设定依据", K::Lines},
                             {"admission.consent.by", "同意乡镇"},
                             {"admission.consent.on", "同意日期", K::Day},
                             {"accept_level", "受理层级", K::Word, kLevels},
                             {"decide_level", "决定层级", K::Word, kLevels},
                             {"scope", "通办范围", K::Word, kScopes},
                             {"case_type", "办件类型", K::Word, kCaseTypes},
                             {"four_do", "四办分类", K::Word, kFourDo},
                             {"four_do_all", "全部四办分类", K::Words, kFourDo},
                             {"visits", "跑动次数", K::Integer},
                             {"visit_reason_zh", "跑动原因"},
                             {"visit_reason_en", "跑动原因英文"},
                             {"visit_fetches", "为取结果跑", K::Flag},
                             {"legal_days", "法定天数", K::Integer},
                             {"legal_unit", "法定天数单位", K::Word, kDayUnits},
                             {"promise_days", "承诺天数", K::Integer},
                             {"promise_unit", "承诺天数单位", K::Word, kDayUnits},
                             {"supplement_days", "补正天数", K::Integer},
                             {"kiosk_mode", "终端办理方式", K::Word, kModes},
                             {"agent_service.allowed", "可以代办", K::Flag},
                             {"agent_service.who", "谁可以代办", K::Words, kAgents},
                             {"agent_service.needs_authorisation", "代办要授权", K::Flag},
                             {"identity", "身份核验方式", K::Words, kIdentities, true},
                             {"conditions_zh", "受理条件", K::Lines},
                             {"conditions_en", "受理条件英文", K::Lines},
                             {"result.kind", "结果类型", K::Word, kResults},
                             {"result.name_zh", "结果名称"},
                             {"result.name_en", "结果英文名称"},
                             {"result.e_licence", "有电子证照", K::Flag},
                             {"result.on_slip", "可用小票纸打印", K::Flag},
                             {"result.delivery", "送达方式", K::Words, kDeliveries},
                             {"fee.charged", "收费", K::Flag},
                             {"fee.amount", "收费金额"},
                             {"fee.note_zh", "收费说明"},
                             {"fee.note_en", "收费说明英文"},
                             {"fee.basis_zh", "收费依据"},
                             {"fee.basis_en", "收费依据英文"},
                             {"fee.where_zh", "缴费地点"},
                             {"fee.where_en", "缴费地点英文"},
                             {"fee.how_zh", "缴费方式"},
                             {"fee.how_en", "缴费方式英文"},
                             {"restricted_to", "限定角色", K::Word, kRestrictions},
                             {"public_name_zh", "公开名称"},
                             {"public_name_en", "公开英文名称"},
                             {"bundles", "所属一件事", K::Codes},
                             {"elder_friendly", "适老", K::Flag},
                             {"privacy.basis", "个人信息处理依据", K::Word, kBases},
                             {"privacy.sensitive", "敏感信息", K::Codes},
                             {"privacy.local_retention_days", "本机保存天数", K::Integer},
                             {"evaluation.required_prompt", "提示评价", K::Flag},
                             {"evaluation.levels", "评价档数", K::Integer},
                             {"consult", "咨询电话"},
                             {"note_zh", "备注"},
                             {"note_en", "备注英文"},
                             {"sample", "示例数据", K::Flag},
                             {"", "其他", K::Rest}};

constexpr CsvColumn kMaterials[]{{"code", "材料编号"},
                                 {"name_zh", "材料名称"},
                                 {"name_en", "材料英文名称"},
                                 {"form", "材料形式", K::Word, kDocForms},
                                 {"copies", "份数", K::Integer},
                                 {"necessity", "必要性", K::Word, kNecessities},
                                 {"condition", "什么情况要"},
                                 {"condition_en", "什么情况要英文"},
                                 {"question_zh", "问题"},
                                 {"question_en", "问题英文"},
                                 {"source", "来源", K::Word, kMaterialSources},
                                 {"reusable", "可以复用", K::Flag},
                                 {"doc_type", "文件类型"},
                                 {"", "其他", K::Rest}};

constexpr CsvColumn kForm[]{{"key", "字段编号"},
                            {"label_zh", "字段名称"},
                            {"label_en", "字段英文名称"},
                            {"text_zh", "说明"},
                            {"text_en", "说明英文"},
                            {"type", "类型", K::Word, kFieldTypes},
                            {"required", "必填", K::Flag},
                            {"sensitive", "敏感", K::Flag},
                            {"prefill", "预填", K::Word, kPrefills},
                            {"prefill_sex", "预填限性别", K::Word, kSexes},
                            {"show_if", "什么情况问"},
                            {"validation.min_len", "最少字数", K::Integer},
                            {"validation.max_len", "最多字数", K::Integer},
                            {"validation.length", "字数", K::Integer},
                            {"validation.pattern", "格式"},
                            {"validation.checksum", "校验", K::Word, kChecksums},
                            {"validation.min", "最小值", K::Scalar},
                            {"validation.max", "最大值", K::Scalar},
                            {"validation.scale", "小数位数", K::Integer},
                            {"validation.unit", "单位", K::Word, kUnits},
                            {"validation.precision", "精确到", K::Word, kPrecisions},
                            {"validation.after", "晚于字段"},
                            {"validation.options", "选项", K::Options},
                            {"validation.multiple", "可多选", K::Flag},
                            {"validation.min_items", "最少选几项", K::Integer},
                            {"validation.max_items", "最多选几项", K::Integer},
                            {"validation.columns", "表格列", K::Codes},
                            {"validation.min_rows", "最少行数", K::Integer},
                            {"validation.max_rows", "最多行数", K::Integer},
                            {"validation.level", "区划层级", K::Word, kLevels},
                            {"validation.must_be_true", "必须同意", K::Flag},
                            {"validation.person_name", "是人名", K::Flag},
                            {"", "其他", K::Rest}};

constexpr CsvColumn kFlow[]{{"step", "环节", K::Word, kSteps},
                            {"level", "层级", K::Word, kLevels},
                            {"days", "天数", K::Integer},
                            {"", "其他", K::Rest}};

constexpr CsvColumn kChecks[]{{"fact", "事实"},          {"op", "比较", K::Word, kComparisons},
                              {"value", "值", K::Value}, {"then", "满足时"},
                              {"else", "不满足时"},      {"any", "任一组", K::Integer},
                              {"", "其他", K::Rest}};

constexpr std::array<CsvSheet, 5> kSheets{{{"items.csv", "", kItems},
                                           {"materials.csv", "materials", kMaterials},
                                           {"form.csv", "form", kForm},
                                           {"flow.csv", "flow", kFlow},
                                           {"checks.csv", "checks", kChecks}}};

}  // namespace

std::span<const CsvSheet> csv_sheets() { return kSheets; }

}  // namespace yitang::catalog
